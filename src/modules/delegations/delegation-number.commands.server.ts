import type { z } from "zod";
import { attachFile } from "#modules/files/file.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type { numberForm } from "./delegation.forms.ts";
import { canNumber } from "./delegation.policy.ts";
import { takeOrMoveNumber } from "./delegation-register.commands.server.ts";
import type { DecidedFile } from "./delegation-version.model.ts";
import { keepPapers } from "./delegation-version.commands.server.ts";
import { findApproval } from "./delegation-version.queries.server.ts";

type Approval = NonNullable<Awaited<ReturnType<typeof findApproval>>>;

/**
 * The clerk gives the decision its number in the register, the next one where none is said, the day on the paper and its scan; one that was
 * wrong is corrected with a reason. The paper under the number is made of the file that was decided, not of what stands now, and kept.
 */
export async function numberDecision(
  work: Work,
  delegationId: string,
  { scan, reason, ...said }: z.output<typeof numberForm>,
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canNumber(work.actor, delegation));
  const approval = requireRow(await findApproval(work, delegationId));
  const decided_on = said.decided_on ?? approval.decided_on;
  requireDay(approval, decided_on);
  if (approval.number !== null && !reason) throw new RuleError("rule_number_reason", { number: approval.number });
  const asked = said.number ?? approval.number ?? undefined;
  const number = await takeOrMoveNumber(work, delegation, { approval, number: asked, decided_on, reason });
  const file_id = scan
    ? await attachFile(work, { subject: ["delegation", delegationId], rights: delegation }, scan)
    : approval.file_id;
  const written = {
    number,
    decided_on,
    file_id,
    numbered_on: today(),
    numbered_by_name: work.actor.name,
  };
  await work.trx
    .updateTable("delegation_decision")
    .set({ ...written, version: approval.version + 1 })
    .where("delegation_decision.id", "=", approval.id)
    .execute();
  const versions = await listVersionsOf(work, approval);
  await keepPapers(
    work,
    delegation,
    versions.map((version) => ({ version, paper: "decision", approval: { ...approval, ...written } })),
  );
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "number",
    rights: delegation,
    before: { title: delegation.title, number: approval.number, decided_on: approval.decided_on },
    after: { title: delegation.title, number, decided_on, ...(reason ? { reason } : {}) },
  });
}

/** Not ahead, and not before it was decided; one that had its number at once may have been dated wrongly too. */
function requireDay(approval: Approval, decided_on: string): void {
  if (decided_on > today()) throw new RuleError("rule_decided_ahead");
  if (approval.number === null && decided_on < approval.decided_on)
    throw new RuleError("rule_decided_before", { day: approval.decided_on });
}

/** The file as approved, and as accepted since. */
async function listVersionsOf(work: Work, approval: Approval) {
  const rows = await work.trx
    .selectFrom("delegation_version")
    .innerJoin("delegation_decision", "delegation_decision.id", "delegation_version.decision_id")
    .select(["delegation_version.id", "delegation_version.ordinal", "delegation_version.content"])
    .where("delegation_version.delegation_id", "=", approval.delegation_id)
    .where("delegation_version.is_returned", "=", false)
    .where("delegation_decision.ended_at", "is", null)
    .orderBy("delegation_version.ordinal")
    .execute();
  return rows.map((row) => ({ ...row, content: row.content as unknown as DecidedFile }));
}
