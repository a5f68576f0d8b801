import { createHash, randomBytes } from "node:crypto";
import { config } from "#platform/config.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { FieldError, requirePermission, requireRow } from "#platform/errors.ts";
import { sayEvent, sayEventIn } from "#platform/security-log.server.ts";
import { runsOn } from "#platform/running.ts";
import { addDays, now, today } from "#platform/time.ts";
import type { Key, Purpose, Scope } from "./key.model.ts";
import { recordOfPerson } from "./account-history.server.ts";
import { canRevokeKey } from "./access.policy.ts";
import { findKeyToRevoke } from "./key.queries.server.ts";

export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The last day that a key made today may have. */
export const lastDayOfKeys = (): string => addDays(today(), config.keyDays);

type Said = {
  purpose: Purpose;
  scope: Scope;
  kinds: string[];
  ends_on: string;
  /** The role it acts in; without one, all that its owner holds today. */
  appointment_id: string | undefined;
};

/** Makes a key of a person's; it is shown once and only its hash is kept. Who may make one, and signed in anew for it, is the caller's question. */
export async function createToken(
  work: Work,
  userId: string,
  name: string,
  { purpose = "calls", scope = "write", kinds = [], ends_on = lastDayOfKeys(), appointment_id }: Partial<Said> = {},
): Promise<string> {
  if (ends_on < today()) throw new FieldError("ends_on", "rule_key_ends_before");
  if (ends_on > lastDayOfKeys()) throw new FieldError("ends_on", "rule_key_ends_late");
  const held = await listRolesOf(work, userId);
  const appointment_ids = appointment_id ? held.filter((id) => id === appointment_id) : held;
  if (appointment_ids.length === 0) throw new FieldError("appointment_id", "rule_key_no_role");
  const key = `amity_${purpose === "calendar" ? "cal_" : ""}${randomBytes(24).toString("base64url")}`;
  const facts = { purpose, scope, kinds, ends_on };
  const made = await work.trx
    .insertInto("access_token")
    .values({ user_id: userId, name, token_hash: hashKey(key), appointment_ids, ...facts })
    .returning("access_token.id")
    .executeTakeFirstOrThrow();
  await recordOfPerson(work, { subject: ["token", userId], action: "token_created", after: { name, ...facts } });
  await sayEventIn(work, "key_made", { what: { key_id: made.id, key_name: name, owner: userId, purpose } });
  return key;
}

async function listRolesOf(work: Work, userId: string): Promise<string[]> {
  const rows = await work.trx
    .selectFrom("access_appointment")
    .select("access_appointment.id")
    .where("access_appointment.user_id", "=", userId)
    .where(runsOn("access_appointment", today()))
    .orderBy("access_appointment.created_at")
    .execute();
  return rows.map((row) => row.id);
}

/** The address of the calendar of one role; the one before is good for nothing from now on. */
export async function renewCalendar(work: Work, appointmentId: string): Promise<string> {
  const userId = requireRow(work.actor.userId);
  const held = requireRow(work.actor.appointments.find((one) => one.id === appointmentId));
  const before = await work.trx
    .selectFrom("access_token")
    .select("access_token.id")
    .where("access_token.user_id", "=", userId)
    .where("access_token.purpose", "=", "calendar")
    .where("access_token.revoked_at", "is", null)
    .where((where) => where(where.val(appointmentId), "=", where.fn.any("access_token.appointment_ids")))
    .forUpdate()
    .execute();
  for (const { id } of before) await revokeToken(work, id);
  return createToken(work, userId, held.unitName, {
    purpose: "calendar",
    scope: "read",
    appointment_id: appointmentId,
  });
}

/** Its owner ends a key, or an administrator of a unit whose role it acts in. Ended twice it is ended once. */
export async function revokeToken(work: Work, tokenId: string): Promise<void> {
  const key = requireRow(await findKeyToRevoke(work, tokenId));
  requirePermission(canRevokeKey(work.actor, key));
  const [gone] = await asSystem(
    work,
    work.trx
      .updateTable("access_token")
      .set({ revoked_at: now() })
      .where("access_token.id", "=", tokenId)
      .where("access_token.revoked_at", "is", null)
      .returning(["access_token.user_id", "access_token.name"])
      .compile(),
  );
  if (!gone) return;
  await recordOfPerson(work, {
    subject: ["token", gone.user_id],
    action: "token_revoked",
    before: { name: gone.name },
  });
  await sayEventIn(work, "key_revoked", { what: { key_id: tokenId, key_name: gone.name, owner: gone.user_id } });
}

export function sayKeyUsed({ id, name, userId, userName }: Key): void {
  sayEvent("key_used", { who: { userId, name: userName }, what: { key_id: id, key_name: name } });
}

/** Told once a day, for a key is looked up with every call. */
export async function noteKeyUse(work: Work, tokenId: string): Promise<void> {
  await work.trx
    .updateTable("access_token")
    .set({ last_used_on: today() })
    .where("access_token.id", "=", tokenId)
    .execute();
}
