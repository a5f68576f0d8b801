import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { forgetStates } from "#platform/history-strike.server.ts";
import { recordHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { canReadPassports } from "./delegation.policy.ts";
import { listPassports } from "./delegation-parts.queries.server.ts";

/** Passport data, for the team alone; that it was read is written down. */
export async function readPassports(work: Work, delegationId: string) {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canReadPassports(work.actor, delegation));
  await recordHistory(work, { subject: ["delegation", delegationId], action: "read_personal", rights: delegation });
  await sayEventIn(work, "personal_read", {
    unit: { id: delegation.unit_id, path: delegation.unit_path },
    what: { kind: "delegation", id: delegationId },
  });
  return listPassports(work, delegationId);
}

/** The dated rule: passport data goes when its day has come. */
export async function erasePassports(work: Work): Promise<number> {
  const erased = await work.trx
    .updateTable("delegation_member")
    .set({
      passport_number: null,
      passport_expires_on: null,
      passport_erase_on: null,
      version: sql<number>`delegation_member.version + 1`,
    })
    .where("delegation_member.passport_erase_on", "<=", today())
    .returning("delegation_member.delegation_id")
    .execute();
  for (const delegationId of new Set(erased.map((row) => row.delegation_id))) {
    const delegation = await lockDelegation(work, delegationId);
    await recordHistory(work, {
      subject: ["delegation", delegationId],
      action: "passports_erased",
      rights: delegation,
    });
    await forgetStates(work, "delegation", delegationId);
  }
  return erased.length;
}
