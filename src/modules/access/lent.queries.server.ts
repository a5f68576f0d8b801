import type { Lent, Role } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { runsOn } from "#platform/running.ts";
import { today } from "#platform/time.ts";
import type { SignedAs } from "./access.model.ts";

/** The signatures that run today, by whom they were lent or to whom; `to` is who may sign. Asked as the system. */
export async function listLent(
  work: Work,
  of: { to: string[] } | { from: string[] },
): Promise<(Lent & { to: string })[]> {
  const [column, ids] = "to" in of ? (["to_user_id", of.to] as const) : (["from_user_id", of.from] as const);
  if (ids.length === 0) return [];
  const rows = await work.trx
    .selectFrom("access_signature_delegation")
    .innerJoin("auth_user", "auth_user.id", "access_signature_delegation.from_user_id")
    .innerJoin("access_appointment", (join) =>
      join
        .onRef("access_appointment.user_id", "=", "access_signature_delegation.from_user_id")
        .onRef("access_appointment.unit_id", "=", "access_signature_delegation.unit_id"),
    )
    .select([
      "access_signature_delegation.id as lentId",
      "access_signature_delegation.to_user_id as to",
      "auth_user.id as userId",
      "auth_user.name",
      "access_signature_delegation.unit_path as unitPath",
      "access_signature_delegation.signed_as",
      "access_signature_delegation.from_post as post",
      "access_signature_delegation.to_post as ownPost",
      "access_appointment.role",
    ])
    .where(`access_signature_delegation.${column}`, "in", ids)
    .where("auth_user.deactivated_at", "is", null)
    .where(runsOn("access_signature_delegation", today()))
    // Nobody signs for somebody whose own office has ended.
    .where(runsOn("access_appointment", today()))
    .orderBy("access_signature_delegation.from_on")
    .orderBy("access_signature_delegation.id")
    .execute();
  return rows.map(({ role, signed_as, ...row }) => ({ ...row, role: role as Role, signedAs: signed_as as SignedAs }));
}
