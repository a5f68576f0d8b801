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
import { approveForm, departForm, plainForm, reasonForm, reportForm } from "./delegation.forms.ts";
import type { StepName } from "./delegation.model.ts";

type Fields = "reason" | "approve" | "depart" | "report";

/** What each step asks and does; its page, the API and the API's description read this table. */
export const STEP_ACTS: Record<StepName, StepAct<Fields>> = {
  propose: act(plainForm, proposeDelegation),
  ask: act(reasonForm, askOpinions, { fields: "reason" }),
  return: act(reasonForm, returnDelegation, { fields: "reason" }),
  refuse: act(reasonForm, refuseDelegation, { fields: "reason", isDanger: true }),
  approve: act(approveForm, approveDelegation, { fields: "approve", file: "scan" }),
  prepare: act(plainForm, startPreparing),
  depart: act(departForm, recordDeparture, { fields: "depart" }),
  come_back: act(plainForm, recordReturn),
  report: act(reportForm, submitReport, { fields: "report" }),
  settle: act(plainForm, settleDelegation),
  archive: act(plainForm, archiveDelegation),
  postpone: act(reasonForm, postponeDelegation, { fields: "reason" }),
  resume: act(plainForm, resumeDelegation),
  cancel: act(reasonForm, cancelDelegation, { fields: "reason", isDanger: true }),
};
