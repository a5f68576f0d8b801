import { createHash, randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import type { z } from "zod";
import { findRoot, requireLivingUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { sendMail } from "#platform/mail.server.ts";
import { isOpenEnded, runsOn } from "#platform/running.ts";
import { addDays, now, startOf, today } from "#platform/time.ts";
import type { acceptForm, appointForm, endAppointmentForm, firstForm, inviteForm } from "./access.forms.ts";
import { INVITATION_DAYS } from "./access.model.ts";
import { canAppoint, canInvite } from "./access.policy.ts";
import { findInvitation, hasAnybody } from "./access.queries.server.ts";
import { findAppointment } from "./people.queries.server.ts";

export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** argon2id with the library's defaults (19 MiB, two passes), which OWASP recommends. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Opens an account with a password; who may do so is the caller's question. */
export async function openAccount(
  work: Work,
  person: { name: string; email: string; password: string; locale?: string },
): Promise<string> {
  const email = person.email.toLowerCase();
  const known = await work.trx
    .selectFrom("auth_user")
    .select("auth_user.id")
    .where("auth_user.email", "=", email)
    .executeTakeFirst();
  if (known) throw new RuleError("rule_account_exists");
  const user = await work.trx
    .insertInto("auth_user")
    .values({ name: person.name, email, email_verified: true, locale: person.locale ?? "vi" })
    .returning("auth_user.id")
    .executeTakeFirstOrThrow();
  await work.trx
    .insertInto("auth_account")
    .values({
      user_id: user.id,
      account_id: user.id,
      provider_id: "credential",
      password: await hashPassword(person.password),
    })
    .execute();
  return user.id;
}

/** On an empty start: the first person becomes the administrator of the whole union. */
export async function createFirstAdministrator(work: Work, first: z.output<typeof firstForm>): Promise<void> {
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
}

export async function invitePerson(
  work: Work,
  invitation: z.output<typeof inviteForm>,
  origin: string,
): Promise<string> {
  const unit = await requireLivingUnit(work, invitation.unit_id, "unit_id");
  requirePermission(canInvite(work.actor, unit.path));
  const key = randomBytes(24).toString("base64url");
  const made = await work.trx
    .insertInto("access_invitation")
    .values({
      name: invitation.name,
      email: invitation.email.toLowerCase(),
      role: invitation.role,
      unit_id: unit.id,
      unit_path: unit.path,
      token_hash: hashKey(key),
      expires_at: startOf(addDays(today(), INVITATION_DAYS)),
      created_by: work.actor.userId ?? null,
    })
    .returning("access_invitation.id")
    .executeTakeFirstOrThrow();
  const link = `${origin}/invitation/${key}`;
  await sendMail(work, {
    recipient: invitation.email,
    subject: `Amity: ${unit.name}`,
    body: `${invitation.name},\n\n${work.actor.name} mời bạn làm việc trên Amity.\n${work.actor.name} invites you to work in Amity.\n\n${link}\n`,
  });
  await recordHistory(work, {
    subject: ["invitation", made.id],
    action: "invited",
    rights: unitRights(unit),
    after: { ...invitation },
  });
  return made.id;
}

export async function acceptInvitation(work: Work, key: string, accept: z.output<typeof acceptForm>): Promise<void> {
  const invitation = requireRow(await findInvitation(work, hashKey(key)));
  const userId = await openAccount(work, { ...accept, name: invitation.name, email: invitation.email });
  const { unit_id, unit_path, role } = invitation;
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
}

export async function appointPerson(work: Work, appointment: z.output<typeof appointForm>): Promise<string> {
  const unit = await requireLivingUnit(work, appointment.unit_id, "unit_id");
  requirePermission(canAppoint(work.actor, unit.path));
  const user = await findByEmail(work, appointment.email);
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
  await recordHistory(work, {
    subject: ["appointment", user.id],
    action: "appointed",
    rights: unitRights(unit),
    after: { ...appointment },
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
  await recordHistory(work, {
    subject: ["appointment", appointment.user_id],
    action: "role_ended",
    rights: unitRights({ id: appointment.unit_id, path: appointment.unit_path }),
    before: { role: appointment.role, until_on: appointment.until_on },
    after: { role: appointment.role, until_on },
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

/** Makes a key for programs; it is shown once and only its hash is kept. */
export async function createToken(work: Work, userId: string, name: string): Promise<string> {
  const key = `amity_${randomBytes(24).toString("base64url")}`;
  await work.trx
    .insertInto("access_token")
    .values({ user_id: userId, name, token_hash: hashKey(key) })
    .execute();
  await recordOwn(work, userId, { action: "token_created", after: { name } });
  return key;
}

export async function revokeToken(work: Work, tokenId: string): Promise<void> {
  const gone = await work.trx
    .updateTable("access_token")
    .set({ revoked_at: now() })
    .where("access_token.id", "=", tokenId)
    .where("access_token.revoked_at", "is", null)
    .returning(["access_token.user_id", "access_token.name"])
    .executeTakeFirst();
  if (gone) await recordOwn(work, gone.user_id, { action: "token_revoked", before: { name: gone.name } });
}

/** A line about a person's own affairs belongs to a unit they work in; a guest without one leaves it to the whole union. */
async function recordOwn(work: Work, userId: string, line: { action: string; before?: unknown; after?: unknown }) {
  const appointment = await work.trx
    .selectFrom("access_appointment")
    .select(["access_appointment.unit_id as id", "access_appointment.unit_path as path"])
    .where("access_appointment.user_id", "=", userId)
    .orderBy("access_appointment.created_at")
    .limit(1)
    .executeTakeFirst();
  const unit = appointment ?? requireRow(await findRoot(work));
  await recordHistory(work, { subject: ["token", userId], rights: unitRights(unit), ...line });
}

/** Somebody with an account, by address. */
export async function findByEmail(work: Work, email: string) {
  const user = await work.trx
    .selectFrom("auth_user")
    .select(["auth_user.id", "auth_user.name"])
    .where("auth_user.email", "=", email.toLowerCase())
    .executeTakeFirst();
  if (!user) throw new RuleError("rule_no_such_person");
  return user;
}
