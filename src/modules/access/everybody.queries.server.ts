import type { Actor, Role } from "#platform/actor.ts";
import { INSIDE } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { wordsFor } from "#platform/words.server.ts";
import { readPlaces } from "#modules/units/unit-place.queries.server.ts";
import type { Found } from "./access.queries.server.ts";
import { actorOf, appointments, readNetwork } from "./access.queries.server.ts";
import { listLent } from "./lent.queries.server.ts";

/** Everybody who holds a role today, or of these persons; asked as the system. */
async function readPeople(work: Work, only?: string[]): Promise<Found[]> {
  const rows = await appointments(work)
    .$if(only !== undefined, (query) => query.where("access_appointment.user_id", "in", only ?? []))
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .select(["access_appointment.user_id", "auth_user.name", "auth_user.email", "auth_user.locale"])
    .where("auth_user.deactivated_at", "is", null)
    .orderBy("access_appointment.created_at")
    .orderBy("unit.path")
    .execute();
  const placesUnder = await readPlaces(work);
  const network = await readNetwork(work, [...new Set(rows.map((row) => row.unitId))]);
  return [...Map.groupBy(rows, (row) => row.user_id)].map(([id, [first, ...others]]) => ({
    person: { id, name: first?.name ?? "", email: first?.email ?? "", locale: first?.locale ?? home().language },
    appointments: [...(first ? [first] : []), ...others].map(
      ({ user_id: _who, name: _name, email: _email, locale: _locale, ...row }) => ({
        ...row,
        paths: placesUnder(row.unitPath),
      }),
    ),
    network,
    signsFor: [],
  }));
}

/** Everybody who holds a role today, once for each role, as the actor that the person is in it. */
export async function listEverybody(work: Work): Promise<Actor[]> {
  const people = await whileSystem(work, () => readPeople(work));
  return people.flatMap(inEachRole);
}

/** Who may sign for one of these persons today, once for each role held. */
export async function listSigners(work: Work, userIds: string[]): Promise<Actor[]> {
  return whileSystem(work, async () => {
    const lent = Map.groupBy(await listLent(work, { from: userIds }), (one) => one.to);
    if (lent.size === 0) return [];
    const people = await readPeople(work, [...lent.keys()]);
    return people.flatMap((found) => inEachRole({ ...found, signsFor: lent.get(found.person.id) ?? [] }));
  });
}

function inEachRole(found: Found): Actor[] {
  const first = found.appointments.filter(
    (one, index, all) => all.findIndex((other) => other.role === one.role) === index,
  );
  return first.map((acting) => actorOf(found, acting));
}

/** Somebody with a role, and the unit that gave it, in the reader's language. */
export type Colleague = { user_id: string; name: string; role: Role | undefined; unit: string };

export function colleagueOf({ userId = "", name, role, unitId, appointments }: Actor): Colleague {
  const acting = appointments.find((one) => one.unitId === unitId);
  const unit = acting ? nameOf({ name: acting.unitName, name_in: acting.unitName_in }) : "";
  return { user_id: userId, name, role, unit };
}

/** Everybody who works in the union, each once, by name: whom a record may name. */
export async function listColleagues(work: Work): Promise<Colleague[]> {
  const inside = (await listEverybody(work)).filter(({ reach }) => INSIDE.some((one) => one === reach));
  return inside
    .filter((one, index) => inside.findIndex((other) => other.userId === one.userId) === index)
    .map(colleagueOf)
    .toSorted((one, other) => one.name.localeCompare(other.name, "vi"));
}

/** The same as a form offers them. */
export function colleagueChoices(colleagues: Colleague[]) {
  return colleagues.map(({ user_id, name, role = "", unit }) => ({
    value: user_id,
    label: `${name} (${wordsFor("role", { role }) ?? role}, ${unit})`,
  }));
}

/** Those of some persons who hold a role outside the union today, and none in it. */
export async function listOutsiders(work: Work, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const held = (await listEverybody(work)).filter(({ userId = "" }) => ids.includes(userId));
  const inside = new Set(held.filter(({ reach }) => reach !== "outside").map((one) => one.userId));
  return [...new Set(held.flatMap(({ userId }) => (userId && !inside.has(userId) ? [userId] : [])))];
}

/** Refuses whoever does not work in the union, unless named before: people are taken off a record after they left. */
export async function requireColleagues(work: Work, ids: string[], before: string[] = []): Promise<string[]> {
  const known = new Set([...before, ...(await listColleagues(work)).map((one) => one.user_id)]);
  if (ids.some((id) => !known.has(id))) throw new RuleError("rule_not_nameable");
  return [...new Set(ids)];
}
