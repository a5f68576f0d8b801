import { sql } from "kysely";
import { readPlaces } from "#modules/units/unit-place.queries.server.ts";
import type { Actor, Appointment, Role } from "#platform/actor.ts";
import { reachOf, system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { afterCommit, asSystem, inReading } from "#platform/db.server.ts";
import { changesHeard } from "#platform/heard.server.ts";
import { home } from "#platform/home.ts";
import { toLocale } from "#platform/words.server.ts";
import { runsOn } from "#platform/running.ts";
import { now, today } from "#platform/time.ts";
import { DEMO } from "./access.model.ts";
import { listLent } from "./lent.queries.server.ts";
import { ofUnion } from "#platform/union.server.ts";

type Person = { id: string; name: string; email: string; locale: string };
export type Found = {
  person: Person;
  appointments: Appointment[];
  network: Map<string, string[]>;
  signsFor: Actor["signsFor"];
};

// Rights change seldom and are asked on every request; a change is felt as it is told, and within these milliseconds in any case.
const KEPT_MS = 3000;
const kept = ofUnion(
  () => new Map<string, { at: number; heard: number | undefined; found: Promise<Found | undefined> }>(),
);

/** Who acts: the person with the appointment chosen, or the first one valid today, and all units that gave the same role. */
export async function findActor(userId: string, chosen: string | undefined): Promise<Actor | undefined> {
  const found = await findPerson(userId);
  if (!found) return undefined;
  return actorOf(found, found.appointments.find((appointment) => appointment.id === chosen) ?? found.appointments[0]);
}

/** A person in one of the roles held. */
export function actorOf(found: Found, acting: Appointment | undefined): Actor {
  // What the role was given for: every unit of it is read at once, and the one acted for is whose new records they are.
  const same = found.appointments.filter((appointment) => appointment.role === acting?.role);
  const paths = same.flatMap((one) => [...one.paths, ...(found.network.get(one.unitId) ?? [])]);
  return {
    userId: found.person.id,
    name: found.person.name,
    email: found.person.email,
    // Without a running appointment nothing is seen, also nothing that was granted by name.
    reach: acting ? reachOf(acting.role) : "anonymous",
    role: acting?.role,
    unitId: acting?.unitId,
    unitPath: acting?.unitPath,
    paths,
    appointments: found.appointments,
    signsFor: found.signsFor,
    locale: toLocale(found.person.locale) ?? home().language,
  };
}

/** What a work changed of a person's rights is felt here as it is committed, also while nothing is heard: whoever asks before is told what holds until then. */
export function forgetPerson(work: Work, userId: string): void {
  afterCommit(work, () => kept().delete(userId));
}

export function findPerson(userId: string): Promise<Found | undefined> {
  const known = kept().get(userId);
  const heard = changesHeard();
  if (known?.heard === heard && known && Date.now() - known.at < KEPT_MS) return known.found;
  if (kept().size > 5000) kept().clear();
  const reading = inReading(system, (work) => readPerson(work, userId));
  kept().set(userId, { at: Date.now(), heard, found: reading });
  reading.catch(() => kept().delete(userId));
  return reading;
}

async function readPerson(work: Work, userId: string): Promise<Found | undefined> {
  const person = await work.trx
    .selectFrom("auth_user")
    .select(["auth_user.id", "auth_user.name", "auth_user.email", "auth_user.locale"])
    .where("auth_user.id", "=", userId)
    .where("auth_user.deactivated_at", "is", null)
    .executeTakeFirst();
  if (!person) return undefined;
  const appointments = await listAppointments(work, userId);
  const unitIds = appointments.map((appointment) => appointment.unitId);
  return {
    person,
    appointments,
    network: await readNetwork(work, unitIds),
    signsFor: (await listLent(work, { to: [userId] })).map(({ to: _who, ...lent }) => lent),
  };
}

/** The roles that run today. */
export function appointments(work: Work) {
  return work.trx
    .selectFrom("access_appointment")
    .innerJoin("unit", "unit.id", "access_appointment.unit_id")
    .select([
      "access_appointment.id",
      "access_appointment.role",
      "unit.id as unitId",
      "unit.path as unitPath",
      "unit.name as unitName",
      "unit.name_in as unitName_in",
      "unit.kind as unitKind",
      "access_appointment.body_id as bodyId",
    ])
    .where(runsOn("access_appointment", today()));
}

async function listAppointments(work: Work, userId: string): Promise<Appointment[]> {
  const rows = await appointments(work)
    .where("access_appointment.user_id", "=", userId)
    .orderBy("access_appointment.created_at")
    .orderBy("unit.path")
    .execute();
  const placesUnder = await readPlaces(work);
  return rows.map((row) => ({ ...row, paths: placesUnder(row.unitPath) }));
}

/** A national association also sees the provincial associations that are its members. */
export async function readNetwork(work: Work, unitIds: string[]): Promise<Map<string, string[]>> {
  const network = new Map<string, string[]>();
  if (unitIds.length === 0) return network;
  const members = await work.trx
    .selectFrom("unit_membership")
    .innerJoin("unit", "unit.id", "unit_membership.member_unit_id")
    .select(["unit_membership.in_unit_id", "unit.path"])
    .where("unit_membership.in_unit_id", "in", unitIds)
    .where(runsOn("unit_membership", today()))
    .execute();
  const placesUnder = await readPlaces(work);
  for (const { in_unit_id, path } of members)
    network.set(in_unit_id, [...(network.get(in_unit_id) ?? []), ...placesUnder(path)]);
  return network;
}

/** The accounts of the demo with the role each acts in, in the order in which roles are offered. */
export async function listDemoAccounts(work: Work) {
  return work.trx
    .selectFrom("auth_user")
    .innerJoin("access_appointment", "access_appointment.user_id", "auth_user.id")
    .select((row) => ["auth_user.email", row.fn.min("access_appointment.role").as("role")])
    .groupBy("auth_user.email")
    .where("auth_user.email", "like", `%${DEMO.domain}`)
    .where("auth_user.deactivated_at", "is", null)
    .where(runsOn("access_appointment", today()))
    .orderBy("role")
    .orderBy("auth_user.email")
    .execute();
}

/** Real work is not done where people of the demo can sign in: everybody knows their passwords. */
export async function refuseDemoAccounts(work: Work): Promise<void> {
  const found = await work.trx
    .selectFrom("auth_user")
    .innerJoin("auth_account", "auth_account.user_id", "auth_user.id")
    .select("auth_user.id")
    .where("auth_user.email", "like", `%${DEMO.domain}`)
    .where("auth_account.password", "is not", null)
    .limit(1)
    .executeTakeFirst();
  if (found)
    throw new Error(
      "This database holds the demo union, whose passwords are known to everybody. Begin real work in another folder (AMITY_DATA) or database; AMITY_DEMO=1 goes on with the demo.",
    );
}

/** Whether anybody can sign in yet; an empty start asks for the first administrator. */
export async function hasAnybody(work: Work): Promise<boolean> {
  const first = await work.trx.selectFrom("auth_user").select("auth_user.id").limit(1).executeTakeFirst();
  return first !== undefined;
}

/** Who outside the union may be asked or granted something, each once: their names are known to all who work in it. */
export async function listGuests(work: Work, roles: readonly Role[]) {
  const rows = await asSystem(
    work,
    work.trx
      .selectFrom("access_appointment")
      .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
      .select(["auth_user.id", "auth_user.name", "access_appointment.role"])
      .where("access_appointment.role", "in", [...roles])
      .where(runsOn("access_appointment", today()))
      .orderBy(sql`auth_user.name collate "vi-x-icu"`)
      .compile(),
  );
  // Somebody may hold such a role in several units.
  return rows.filter((row, index) => rows.findIndex((other) => other.id === row.id) === index);
}

/**
 * Who may be granted access to a record, and who has it already: also people whose appointment has ended, so that what they were
 * given can be taken back.
 */
export async function listGrantable(work: Work, roles: readonly Role[], named: readonly string[]) {
  const guests = await listGuests(work, roles);
  const others = named.filter((id) => !guests.some((guest) => guest.id === id));
  const ended =
    others.length === 0
      ? []
      : await asSystem(
          work,
          work.trx
            .selectFrom("auth_user")
            .select(["auth_user.id", "auth_user.name"])
            .where("auth_user.id", "in", others)
            .compile(),
        );
  const isNamed = (id: string) => named.includes(id);
  return [
    ...guests.map(({ id, name }) => ({ id, name, isNamed: isNamed(id), isAppointed: true })),
    ...ended.map(({ id, name }) => ({ id, name, isNamed: true, isAppointed: false })),
  ];
}

/** The same as a form offers it: whom to choose, and the names of those who see the record already. */
export async function listGrantChoices(work: Work, roles: readonly Role[], named: readonly string[]) {
  const people = await listGrantable(work, roles, named);
  return {
    people: people.map((one) => ({ value: one.id, label: one.name })),
    granted: people.filter((one) => one.isNamed).map((one) => one.name),
  };
}

/** Who holds a role in a unit today, or one of these roles there. */
export async function listOfficers(
  work: Work,
  unit: { id: string } | { path: string },
  roles?: readonly Role[],
): Promise<string[]> {
  // A path may be where the unit stood when something was written.
  const unitId =
    "id" in unit
      ? unit.id
      : work.trx.selectFrom("unit_place").select("unit_place.unit_id").where("unit_place.path", "=", unit.path);
  let query = work.trx
    .selectFrom("access_appointment")
    .select("access_appointment.user_id")
    .where(runsOn("access_appointment", today()))
    .where("access_appointment.unit_id", "=", unitId);
  if (roles) query = query.where("access_appointment.role", "in", [...roles]);
  const rows = await asSystem(work, query.compile());
  return rows.map((row) => row.user_id);
}

/** The invitation to this address that was neither taken nor withdrawn. */
export async function findInvitationOf(work: Work, email: string) {
  return work.trx
    .selectFrom("access_invitation")
    .select("access_invitation.id")
    .where("access_invitation.email", "=", email)
    .where("access_invitation.accepted_at", "is", null)
    .where("access_invitation.withdrawn_at", "is", null)
    .executeTakeFirst();
}

export async function findInvitation(work: Work, hash: string) {
  return work.trx
    .selectFrom("access_invitation")
    .selectAll("access_invitation")
    .where("access_invitation.token_hash", "=", hash)
    .where("access_invitation.accepted_at", "is", null)
    .where("access_invitation.withdrawn_at", "is", null)
    .where("access_invitation.expires_at", ">", now())
    .executeTakeFirst();
}
