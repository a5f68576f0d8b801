import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { recordHistory } from "#platform/history.server.ts";
import type { TakenStep } from "#platform/taken-step.server.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";
import { now, today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type { correctForm, reasonForm } from "./delegation.forms.ts";
import type { DelegationStatus, StepName } from "./delegation.model.ts";
import { DECIDED, LEFT, STEPS, WITH_REPORT, aheadIn, correctionsOf } from "./delegation.model.ts";
import { canCorrect, canTakeBack } from "./delegation.policy.ts";
import { decide, endApproval, ownSignature, restoreApproval } from "./delegation-decision.commands.server.ts";
import { followVisits } from "./delegation-derived.commands.server.ts";
import { weighChanges } from "./delegation-version.commands.server.ts";
import { findApproval } from "./delegation-version.queries.server.ts";

type Delegation = Awaited<ReturnType<typeof lockDelegation>>;
type Reason = z.output<typeof reasonForm>;

/** The last step goes back to where it was taken from, as long as nothing was built on it. */
export async function takeBackStep(work: Work, delegationId: string, { reason }: Reason): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  const last = await findTakenStep(work, delegation, STEPS);
  if (!last) throw new RuleError("rule_nothing_to_take_back");
  requirePermission(canTakeBack(work.actor, delegation, last));
  const built = await findBuilt(work, delegation, last);
  if (built) throw built;
  const status = last.before.status as DelegationStatus;
  await putRight(work, delegation, { action: "take_back", status, reason, details: { step: last.step } });
  const wasDecided = DECIDED.includes(last.earlier as DelegationStatus);
  if (last.step === "resume" && wasDecided) await restoreApproval(work, delegationId, last.at);
}

/** What was marked by mistake is what it really is: figures, timelines and due days follow. */
export async function correctDelegation(
  work: Work,
  delegationId: string,
  { to, reason }: z.output<typeof correctForm>,
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canCorrect(work.actor, delegation));
  if (!(await listCorrections(work, delegation)).includes(to)) throw new RuleError("rule_correction_not_allowed");
  const ahead = aheadIn(to, delegation, today());
  if (ahead) throw new RuleError(ahead, { direction: delegation.direction });
  await putRight(work, delegation, { action: "correct", status: to, reason, details: {} });
}

/** The states to which a visit may be corrected now. */
export async function listCorrections(work: Work, delegation: { id: string; status: DelegationStatus }) {
  const [isApproved, report] = [await findApproval(work, delegation.id), await readReport(work, delegation.id)];
  return correctionsOf(delegation.status, { isApproved: isApproved !== undefined, hasReport: report !== undefined });
}

/** A number, an answer, accepted changes or a promise stand on the step: then it is the next decision's matter, or a correction's. */
const BUILT = ["number", "accept_changes", "return_changes"];

/** Why the last step cannot be taken back any more; undefined while nothing was built on it. */
export async function findBuilt(
  work: Work,
  delegation: { id: string; report_state: string | null },
  last: TakenStep<StepName>,
): Promise<RuleError | undefined> {
  const approval = last.step === "approve" ? await findApproval(work, delegation.id) : undefined;
  if (approval?.number) return new RuleError("rule_taken_back_number", { number: approval.number });
  const isBuilt =
    last.since.some((act) => BUILT.includes(act)) ||
    (last.step === "report" && wasJudged(delegation)) ||
    (await wasAnswered(work, delegation.id, last.on_day));
  if (isBuilt) return new RuleError("rule_taken_back_built");
  return last.step === "report" && (await hasCommitment(work, delegation.id))
    ? new RuleError("rule_taken_back_promise")
    : undefined;
}

/** Who decides has said something about the report: from then on it is put right, not taken away. */
const wasJudged = ({ report_state }: { report_state: string | null }) =>
  report_state === "accepted" || report_state === "returned";

/** Whether somebody who was asked about the visit has answered since. */
async function wasAnswered(work: Work, delegationId: string, since: string): Promise<boolean> {
  const [one] = await asSystem(
    work,
    work.trx
      .selectFrom("exchange_answer")
      .innerJoin("exchange_owed", "exchange_owed.id", "exchange_answer.exchange_owed_id")
      .select("exchange_answer.id")
      .where("exchange_owed.subject_id", "=", delegationId)
      .where("exchange_answer.answered_on", ">=", since)
      .limit(1)
      .compile(),
  );
  return one !== undefined;
}

async function hasCommitment(work: Work, delegationId: string): Promise<boolean> {
  const one = await work.trx
    .selectFrom("exchange_owed")
    .select("exchange_owed.id")
    .where("exchange_owed.subject_id", "=", delegationId)
    .where("exchange_owed.kind", "=", "commitment")
    .executeTakeFirst();
  return one !== undefined;
}

type Put = { action: "take_back" | "correct"; status: DelegationStatus; reason: string; details: { step?: StepName } };

async function putRight(work: Work, delegation: Delegation, { action, status, reason, details }: Put): Promise<void> {
  const { id, title } = delegation;
  const report = WITH_REPORT.includes(status) ? undefined : await readReport(work, id);
  if (report)
    await work.trx.deleteFrom("delegation_report").where("delegation_report.delegation_id", "=", id).execute();
  if (!LEFT.includes(status)) await goAgain(work, id);
  await work.trx
    .updateTable("delegation")
    .set({
      ...{ status, status_since: now(), version: sql<number>`delegation.version + 1` },
      ...(!WITH_REPORT.includes(status) && { report_state: null, report_since: null }),
    })
    .where("delegation.id", "=", id)
    .execute();
  await endApproval(work, id, status);
  await decide(work, delegation, { step: action, reason, decided_on: today(), signature: ownSignature(work) });
  await followVisits(work, [id]);
  await weighChanges(work, id);
  await recordHistory(work, {
    subject: ["delegation", id],
    action,
    rights: delegation,
    // The report that goes is kept here, word for word.
    before: { title, status: delegation.status, ...report },
    after: { title, status, reason, ...details },
  });
}

/** Who has not left has not stayed behind either. */
async function goAgain(work: Work, delegationId: string): Promise<void> {
  await work.trx
    .updateTable("delegation_member")
    .set({ took_part: true, version: sql<number>`delegation_member.version + 1` })
    .where("delegation_member.delegation_id", "=", delegationId)
    .where("delegation_member.took_part", "=", false)
    .execute();
}

async function readReport(work: Work, delegationId: string) {
  return work.trx
    .selectFrom("delegation_report")
    .select(["delegation_report.facts", "delegation_report.assessment", "delegation_report.proposals"])
    .select("delegation_report.reported_on")
    .where("delegation_report.delegation_id", "=", delegationId)
    .executeTakeFirst();
}
