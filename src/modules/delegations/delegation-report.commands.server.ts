import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, recordHistory } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { decide, signatureOf } from "./delegation-decision.commands.server.ts";
import { signedBy } from "./delegation-decision.model.ts";
import type { acceptReportForm, editReportForm, returnReportForm } from "./delegation.forms.ts";
import type { ReportAct } from "./delegation.model.ts";
import { reportActs } from "./delegation.model.ts";
import { canTake } from "./delegation.policy.ts";
import { awaitAcceptance, standReport } from "./delegation-report-state.commands.server.ts";
import { findReport } from "./delegation-parts.queries.server.ts";

/** What was accepted does not cover what is written afterwards: it waits again, or is accepted by nobody where nobody has to any more. */
export async function editReport(
  work: Work,
  delegationId: string,
  { version, ...said }: z.output<typeof editReportForm>,
): Promise<void> {
  const { delegation, report } = await begin(work, delegationId, "edit_report");
  requireVersion(report, version);
  const written = emptied(said);
  const changes = editBetween({ ...report, title: delegation.title }, written, "title");
  // Who stands by what was returned sends it again as it is.
  if (!changes && delegation.report_state !== "returned") return;
  await work.trx
    .updateTable("delegation_report")
    .set({ ...written, version: sql<number>`delegation_report.version + 1` })
    .where("delegation_report.delegation_id", "=", delegationId)
    .execute();
  if (delegation.accepts_reports) await awaitAcceptance(work, delegationId);
  else await standReport(work, delegationId, null);
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "edit_report",
    rights: delegation,
    before: { title: delegation.title, ...changes?.before },
    after: { title: delegation.title, ...changes?.after },
  });
}

/** Whoever decides on the visit accepts the report as it stands. */
export async function acceptReport(
  work: Work,
  delegationId: string,
  { seen }: z.output<typeof acceptReportForm>,
): Promise<void> {
  await judge(work, delegationId, { step: "accept_report", seen });
}

/** The unit reads the reason and puts the report right; the visit stays reported. */
export async function returnReport(
  work: Work,
  delegationId: string,
  { reason, seen }: z.output<typeof returnReportForm>,
): Promise<void> {
  await judge(work, delegationId, { step: "return_report", reason, seen });
}

type Judged = { step: "accept_report" | "return_report"; reason?: string; seen: string | undefined };

async function judge(work: Work, delegationId: string, { step, reason, seen }: Judged): Promise<void> {
  const { delegation, report } = await begin(work, delegationId, step);
  if (seen && seen !== String(report.version)) throw new RuleError("rule_changed_meanwhile");
  const signature = await signatureOf(work, delegation);
  await decide(work, delegation, { step, reason, decided_on: today(), signature });
  await standReport(work, delegationId, step === "accept_report" ? "accepted" : "returned");
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: step,
    rights: delegation,
    before: { title: delegation.title },
    after: {
      title: delegation.title,
      ...(reason ? { reason } : {}),
      ...(signature.signed_as ? { signed_by: signedBy(signature) } : {}),
    },
    onBehalfOf: signature.on_behalf_of ?? undefined,
  });
  await enqueue(work, "delegation.announce", { delegation_id: delegationId, step });
}

/** The visit locked, with its report: the actor may do that to it, and it is the time for it. */
async function begin(work: Work, delegationId: string, step: ReportAct) {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canTake(work.actor, step, delegation));
  if (!reportActs(delegation).includes(step)) throw new RuleError("rule_step_not_allowed");
  return { delegation, report: requireRow(await findReport(work, delegationId)) };
}
