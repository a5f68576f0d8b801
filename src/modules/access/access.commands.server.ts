import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { findRoot, requireLivingUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow, whileSystem } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { home } from "#platform/home.ts";
import type { Locale } from "#platform/words.server.ts";
import { nameOf } from "#platform/names.ts";
import { sayEvent, sayEventIn } from "#platform/security-log.server.ts";
import { isOpenEnded, runsOn } from "#platform/running.ts";
import { addDays, now, startOf, today } from "#platform/time.ts";
import type { acceptForm, appointForm, endAppointmentForm, firstForm, inviteForm } from "./access.forms.ts";
import { INVITATION_DAYS } from "./access.model.ts";
import { canAppoint, canInvite } from "./access.policy.ts";
import { findInvitation, findInvitationOf, forgetPerson, hasAnybody } from "./access.queries.server.ts";
import { writeInvitation } from "./invitation.commands.server.ts";
import { hashKey } from "./key.commands.server.ts";
import { keepPassword, requireGoodPassword } from "./password.server.ts";
import { findAppointment } from "./people.queries.server.ts";

/** Opens an account; without a password its owner sets one by a link. Who may do so is the caller's question. */
export async function openAccount(
  work: Work,
  person: { name: string; email: string; password?: string | undefined; locale?: string },
): Promise<string> {
  const email = person.email.toLowerCase();
  if (await hasAccount(work, email)) throw new RuleError("rule_account_exists");
  if (person.password !== undefined) await requireGoodPassword(work, person, person.password);
  const user = await work.trx
    .insertInto("auth_user")
    .values({ name: person.name, email, email_verified: true, locale: person.locale ?? home().language })
    .returning("auth_user.id")
    .executeTakeFirstOrThrow();
  if (person.password !== undefined) await keepPassword(work, user.id, person.password);
  await sayEventIn(work, "account_made", { what: { person: person.name, account: email } });
  return user.id;
}

/** Asked of every account there is: whoever invites may not see them all. */
const hasAccount = (work: Work, email: string) =>
  whileSystem(work, () =>
    work.trx.selectFrom("auth_user").select("auth_user.id").where("auth_user.email", "=", email).executeTakeFirst(),
  );

/** On an empty start: the first person becomes the administrator of the whole union. */
export async function createFirstAdministrator(
  work: Work,
  first: Omit<z.output<typeof firstForm>, "first_key">,
): Promise<void> {
  const root = requireRow(await findRoot(work));
  // Of several who fill in the first page at once one comes first; the others find somebody there.
  await lockRow(work, "unit", root.id);
  if (await hasAnybody(work)) throw new RuleError("rule_not_empty");
  const userId = await openAccount(work, first);
  await work.trx
    .insertInto("access_appointment")
    .values({ user_id: userId, unit_id: root.id, unit_path: root.path, role: "administrator", from_on: today() })
    .execute();
  await recordHistory(work, {
    subject: ["appointment", userId],
    action: "appointed",
    rights: unitRights(root),
    after: { role: "administrator" },
  });
  await sayEventIn(work, "first_administrator", { who: { userId, name: first.name, email: first.email }, unit: root });
}

export async function invitePerson(
  work: Work,
  invitation: z.output<typeof inviteForm>,
  origin: string,
): Promise<string> {
  return (await invite(work, invitation, origin)).id;
}

/** Who was invited where, and the link that opens it. */
type Invited = { id: string; link: string; name: string; email: string; role: string; unit: string };

/** The same with the link, for whoever has to hand it over because no letter is sent. */
export async function invite(work: Work, invitation: z.output<typeof inviteForm>, origin: string): Promise<Invited> {
  const unit = await requireLivingUnit(work, invitation.unit_id, "unit_id");
  requirePermission(canInvite(work.actor, unit.path));
  await requireNewcomer(work, invitation.email.toLowerCase());
  const key = randomBytes(24).toString("base64url");
  const made = await work.trx
    .insertInto("access_invitation")
    .values({
      name: invitation.name,
      email: invitation.email.toLowerCase(),
      role: invitation.role,
      language: invitation.language ?? null,
      unit_id: unit.id,
      unit_path: unit.path,
      token_hash: hashKey(key),
      expires_at: startOf(addDays(today(), INVITATION_DAYS)),
      created_by: work.actor.userId ?? null,
    })
    .returning("access_invitation.id")
    .executeTakeFirstOrThrow();
  const link = `${origin}/invitation/${key}`;
  await writeInvitation(work, invitation, link);
  await recordHistory(work, {
    subject: ["invitation", made.id],
    action: "invited",
    rights: unitRights(unit),
    after: { ...invitation },
  });
  const { name: person, email: account, role } = invitation;
  await sayEventIn(work, "invitation_made", { unit, what: { person, account, role, unit: unit.name } });
  return { id: made.id, link, name: person, email: account, role, unit: nameOf(unit) };
}

/** The invitation that a link opens, or 404; whoever tries links is written down. */
export async function requireInvitation(work: Work, key: string) {
  const invitation = await findInvitation(work, hashKey(key));
  if (!invitation) sayEvent("invitation_refused");
  return requireRow(invitation, "rule_invitation_over");
}

/** Who is here already is given a role, and who was invited already gets that invitation again: a second link would open nothing. */
async function requireNewcomer(work: Work, email: string): Promise<void> {
  if (await hasAccount(work, email)) throw new FieldError("email", "rule_account_is_there", 409);
  if (await findInvitationOf(work, email)) throw new FieldError("email", "rule_invitation_waits", 409);
}

/** `readIn` is the language of the page on which it was accepted: the account begins with it where whoever invited knew none. */
export async function acceptInvitation(
  work: Work,
  key: string,
  accept: z.output<typeof acceptForm>,
  readIn: Locale = home().language,
): Promise<void> {
  const invitation = await requireInvitation(work, key);
  const { name, email, unit_id, unit_path, role } = invitation;
  const userId = await openAccount(work, { ...accept, name, email, locale: invitation.language ?? readIn });
  alsoWritten(work, "appointment", userId);
  await work.trx
    .insertInto("access_appointment")
    .values({ user_id: userId, unit_id, unit_path, role, from_on: today() })
    .execute();
  await work.trx
    .updateTable("access_invitation")
    .set({ accepted_at: now() })
    .where("access_invitation.id", "=", invitation.id)
    .execute();
  await recordHistory(work, {
    subject: ["invitation", invitation.id],
    action: "accepted",
    rights: unitRights({ id: unit_id, path: unit_path }),
    after: { role, user_id: userId },
  });
  await sayEventIn(work, "invitation_accepted", {
    who: { userId, name: invitation.name, email: invitation.email },
    unit: { id: unit_id, path: unit_path },
    what: { role },
  });
}

export async function appointPerson(work: Work, appointment: z.output<typeof appointForm>): Promise<string> {
  const unit = await requireLivingUnit(work, appointment.unit_id, "unit_id");
  requirePermission(canAppoint(work.actor, unit.path));
  const user = await findByEmail(work, appointment.email);
  if (user.deactivated_at) throw new FieldError("email", "rule_account_closed", 409);
  const made = await work.trx
    .insertInto("access_appointment")
    .values({
      user_id: user.id,
      unit_id: unit.id,
      unit_path: unit.path,
      role: appointment.role,
      from_on: appointment.from_on,
      until_on: appointment.until_on ?? null,
    })
    .returning("access_appointment.id")
    .executeTakeFirstOrThrow();
  forgetPerson(work, user.id);
  await recordHistory(work, {
    subject: ["appointment", user.id],
    action: "appointed",
    rights: unitRights(unit),
    after: { ...appointment },
  });
  const { email: account, role, from_on, until_on } = appointment;
  await sayEventIn(work, "role_given", {
    unit,
    what: { person: user.name, account, role, unit: unit.name, from_on, until_on },
  });
  return made.id;
}

/** From `until_on` the person no longer holds the role. A union keeps at least one administrator. */
export async function endAppointment(
  work: Work,
  appointmentId: string,
  { until_on }: z.output<typeof endAppointmentForm>,
): Promise<void> {
  const appointment = requireRow(await findAppointment(work, appointmentId));
  requirePermission(canAppoint(work.actor, appointment.unit_path));
  if (until_on < appointment.from_on) throw new RuleError("rule_until_before_from");
  if (appointment.has_ended) throw new RuleError("rule_role_ended");
  if (appointment.role === "administrator" && !(await hasOtherAdministrator(work, appointment, until_on)))
    throw new RuleError("rule_last_administrator");
  await work.trx
    .updateTable("access_appointment")
    .set({ until_on })
    .where("access_appointment.id", "=", appointmentId)
    .execute();
  forgetPerson(work, appointment.user_id);
  await recordHistory(work, {
    subject: ["appointment", appointment.user_id],
    action: "role_ended",
    rights: unitRights({ id: appointment.unit_id, path: appointment.unit_path }),
    before: { role: appointment.role, until_on: appointment.until_on },
    after: { role: appointment.role, until_on },
  });
  const { name: person, role, unit_name } = appointment;
  await sayEventIn(work, "role_ended", {
    unit: { id: appointment.unit_id, path: appointment.unit_path },
    what: { person, role, unit: unit_name, until_on },
  });
}

/** Locks the administrators of the unit, so that two who end each other's role at once cannot both succeed. */
async function hasOtherAdministrator(
  work: Work,
  ending: { id: string; unit_id: string },
  day: string,
): Promise<boolean> {
  const others = await work.trx
    .selectFrom("access_appointment")
    .select("access_appointment.id")
    .where("access_appointment.unit_id", "=", ending.unit_id)
    .where("access_appointment.role", "=", "administrator")
    .where(runsOn("access_appointment", day))
    .where(isOpenEnded("access_appointment"))
    .orderBy("access_appointment.id")
    .forUpdate()
    .execute();
  return others.some((one) => one.id !== ending.id);
}

/** Somebody with an account, by address. */
export async function findByEmail(work: Work, email: string) {
  const user = await work.trx
    .selectFrom("auth_user")
    .select(["auth_user.id", "auth_user.name", "auth_user.deactivated_at"])
    .where("auth_user.email", "=", email.toLowerCase())
    .executeTakeFirst();
  if (!user) throw new RuleError("rule_no_such_person");
  return user;
}
