import { sql } from "kysely";
import type { Lent, Role } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { runsOn } from "#platform/running.ts";
import { shaped } from "#platform/shape.server.ts";
import { today } from "#platform/time.ts";
import type { SignedAs } from "./access.model.ts";

/** The signatures that run today, by whom they were lent or to whom; `to` is who may sign. Asked as the system. */
export async function listLent(
  work: Work,
  of: { to: string[] } | { from: string[] },
): Promise<(Lent & { to: string })[]> {
  const ids = "to" in of ? of.to : of.from;
  if (ids.length === 0) return [];
  const rows = await ("to" in of ? lentTo : lentFrom)(work, { ids, day: today() });
  return rows.map(({ role, signed_as, ...row }) => ({ ...row, role: role as Role, signedAs: signed_as as SignedAs }));
}

type Of = { ids: string[]; day: string };
const lentTo = shaped(["ids", "day"], (trx, of: Of) => lentBy(trx, "to_user_id", of));
const lentFrom = shaped(["ids", "day"], (trx, of: Of) => lentBy(trx, "from_user_id", of));

const lentBy = (trx: Work["trx"], column: "to_user_id" | "from_user_id", { ids, day }: Of) =>
  trx
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
    .where(sql<boolean>`${sql.ref(`access_signature_delegation.${column}`)} = any(${ids}::uuid[])`)
    .where("auth_user.deactivated_at", "is", null)
    .where(runsOn("access_signature_delegation", day))
    // Nobody signs for somebody whose own office has ended.
    .where(runsOn("access_appointment", day))
    .orderBy("access_signature_delegation.from_on")
    .orderBy("access_signature_delegation.id");
