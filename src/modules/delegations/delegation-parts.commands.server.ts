import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type { commitmentForm, doneForm } from "./delegation.forms.ts";
import { canCommit, canReadPassports } from "./delegation.policy.ts";
import { listPassports } from "./delegation-parts.queries.server.ts";

export async function addCommitment(
  work: Work,
  delegationId: string,
  commitment: z.output<typeof commitmentForm>,
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canCommit(work.actor, delegation));
  await work.trx
    .insertInto("delegation_commitment")
    .values({ delegation_id: delegationId, ...commitment, ...rightsOf(delegation) })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "commitment_added",
    rights: delegation,
    after: commitment,
  });
}

export async function finishCommitment(
  work: Work,
  delegationId: string,
  done: z.output<typeof doneForm> & { id: string },
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canCommit(work.actor, delegation));
  const row = await work.trx
    .updateTable("delegation_commitment")
    .set({
      done_on: today(),
      outcome: done.outcome ?? null,
      version: sql<number>`delegation_commitment.version + 1`,
    })
    .where("delegation_commitment.id", "=", done.id)
    .where("delegation_commitment.delegation_id", "=", delegationId)
    .where("delegation_commitment.done_on", "is", null)
    .returning("delegation_commitment.content")
    .executeTakeFirst();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "commitment_done",
    rights: delegation,
    after: { ...requireRow(row), outcome: done.outcome },
  });
}

/** Passport data, for the team alone; that it was read is written down. */
export async function readPassports(work: Work, delegationId: string) {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canReadPassports(work.actor, delegation));
  await recordHistory(work, { subject: ["delegation", delegationId], action: "read_personal", rights: delegation });
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
  }
  return erased.length;
}
