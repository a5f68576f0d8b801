import type { Work } from "#platform/db.server.ts";
import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import {
  approveDelegation,
  archiveDelegation,
  askOpinions,
  cancelDelegation,
  postponeDelegation,
  proposeDelegation,
  recordDeparture,
  recordReturn,
  refuseDelegation,
  resumeDelegation,
  returnDelegation,
  settleDelegation,
  startPreparing,
  submitReport,
} from "./delegation.commands.server.ts";
import { settleForm } from "./delegation-account.forms.ts";
import { acceptChanges, returnChanges } from "./delegation-change.commands.server.ts";
import { correctDelegation, takeBackStep } from "./delegation-mend.commands.server.ts";
import { acceptReport, editReport, returnReport } from "./delegation-report.commands.server.ts";
import { numberDecision } from "./delegation-number.commands.server.ts";
import {
  acceptForm,
  acceptReportForm,
  approveForm,
  correctForm,
  departForm,
  editReportForm,
  numberForm,
  plainForm,
  reasonForm,
  reportForm,
  returnChangesForm,
  returnReportForm,
} from "./delegation.forms.ts";
import type { DecisionAct, Mending, ReportAct, StepName } from "./delegation.model.ts";
import { findDelegation } from "./delegation.queries.server.ts";

type Fields =
  | "reason"
  | "approve"
  | "depart"
  | "report"
  | "settle"
  | "number"
  | "changes"
  | "return_changes"
  | "correct"
  | "accept_report"
  | "return_report";

/** Guests arrive where others depart, and are seen off where others come back. */
function onTheWay(step: StepName) {
  return async (_input: object, work: Work, id: string): Promise<string> =>
    `delegation_${step}&direction=${(await findDelegation(work, id))?.direction ?? ""}`;
}

/** What each step asks and does; its page, the API and the API's description read this table. */
export const STEP_ACTS: Record<StepName, StepAct<Fields>> = {
  propose: act(plainForm, proposeDelegation),
  ask: act(reasonForm, askOpinions, { fields: "reason" }),
  return: act(reasonForm, returnDelegation, { fields: "reason" }),
  refuse: act(reasonForm, refuseDelegation, { fields: "reason", isDanger: true }),
  approve: act(approveForm, approveDelegation, { fields: "approve", file: "scan" }),
  prepare: act(plainForm, startPreparing),
  depart: act(departForm, recordDeparture, { fields: "depart", did: onTheWay("depart") }),
  come_back: act(plainForm, recordReturn, { did: onTheWay("come_back") }),
  report: act(reportForm, submitReport, { fields: "report" }),
  settle: act(settleForm, settleDelegation, { fields: "settle" }),
  archive: act(plainForm, archiveDelegation),
  postpone: act(reasonForm, postponeDelegation, { fields: "reason" }),
  resume: act(plainForm, resumeDelegation),
  cancel: act(reasonForm, cancelDelegation, { fields: "reason", isDanger: true }),
};

/** What is done about a decision once it is there. */
const OF_DECISIONS: Record<DecisionAct, StepAct<Fields>> = {
  number: act(numberForm, numberDecision, { fields: "number", file: "scan" }),
  accept_changes: act(acceptForm, acceptChanges, { fields: "changes" }),
  return_changes: act(returnChangesForm, returnChanges, { fields: "return_changes" }),
};

/** What is done about a result report once it is there. */
const OF_REPORTS: Record<ReportAct, StepAct<Fields>> = {
  edit_report: act(editReportForm, editReport, {
    fields: "report",
    says: "Put the result report right: the whole text as it is to stand. Where reports are accepted it waits for that again",
  }),
  accept_report: act(acceptReportForm, acceptReport, {
    fields: "accept_report",
    says: "Accept the result report. `seen` is the version of the report that was read",
  }),
  return_report: act(returnReportForm, returnReport, {
    fields: "return_report",
    says: "Return the result report with a reason: the unit puts it right",
  }),
};

/** How a mistake is put right. */
const OF_MENDING: Record<Mending, StepAct<Fields>> = {
  take_back: act(reasonForm, takeBackStep, {
    fields: "reason",
    says: "Take the last step back, as long as nothing was built on it",
  }),
  correct: act(correctForm, correctDelegation, { fields: "correct", says: "Put right what was marked by mistake" }),
};

/** All that can be done to a visit that is there: its page, the API and the API's description read this table. */
export const DELEGATION_ACTS = { ...STEP_ACTS, ...OF_DECISIONS, ...OF_REPORTS, ...OF_MENDING };
