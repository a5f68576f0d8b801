import type { DecisionAct, Mending, ReportAct, StepName } from "#modules/delegations/delegation.model.ts";
import { REPORT_ACTS, STEPS, allowedSteps, reportActs } from "#modules/delegations/delegation.model.ts";
import { canCorrect, canTake, canTakeBack, isDecision } from "#modules/delegations/delegation.policy.ts";
import { isUnexplained } from "#modules/delegations/delegation-account.model.ts";
import { listAccounts } from "#modules/delegations/delegation-account.queries.server.ts";
import { listDeciders } from "#modules/delegations/delegation-approver.queries.server.ts";
import { signatureOf } from "#modules/delegations/delegation-decision.commands.server.ts";
import { approvalInForce, signedBy } from "#modules/delegations/delegation-decision.model.ts";
import { countriesIn } from "#modules/delegations/delegation-version.model.ts";
import { listChanges, markOf, readFile } from "#modules/delegations/delegation-version.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listCorrections } from "#modules/delegations/delegation-mend.commands.server.ts";
import { DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { findAccepted, findTakenReport, listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { proposeNumber } from "#modules/registers/register-number.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Actor } from "#platform/actor.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";
import { today } from "#platform/time.ts";
import { getLocale } from "#words/runtime.js";
import { stepPages } from "#platform/step-page.server.ts";
import { readPaper } from "../paper.server.ts";

const isSigned = (step: Params["step"]) => step !== "take_back" && step !== "correct" && isDecision(step);

const isOfChanges = (step: Params["step"]) => step === "accept_changes" || step === "return_changes";

/** What is decided with all that one has to know for it in sight. */
const isOfPaper = (step: Params["step"]) => step === "approve" || step === "accept_changes";

const isOfReport = (step: Params["step"]) => step === "accept_report" || step === "return_report";

type Params = { delegationId: string; step: StepName | DecisionAct | ReportAct | Mending };

export const { load, actions } = stepPages({
  kind: "delegation",
  acts: DELEGATION_ACTS,
  find: findWithLast,
  mayTake,
  show: async (work, delegation, step) => {
    const { id, title, status, direction, report_due_working_days, unit_name, unit_name_in } = delegation;
    const parts = await listParts(work, id);
    const file = await readFile(work, delegation, parts);
    const changes = isOfChanges(step) ? await listChanges(work, delegation, file) : [];
    const approval = approvalInForce(delegation.status, parts.decisions);
    return {
      delegation: { id, title, status, direction, report_due_working_days, unit_name, unit_name_in },
      members: step === "depart" ? parts.members : [],
      signed: isSigned(step) ? await saidOfSignature(work, delegation) : undefined,
      by: step === "propose" ? await listDeciders(work, delegation) : [],
      approval: approval && { number: approval.number, decided_on: approval.decided_on },
      next:
        step === "number" || step === "approve"
          ? await proposeNumber(work, delegation.approving_path, "decision", approval?.decided_on ?? today())
          : undefined,
      corrections: step === "correct" ? await listCorrections(work, delegation) : [],
      report: step === "report" ? await findTakenReport(work, id) : undefined,
      written: step === "edit_report" || isOfReport(step) ? parts.report : undefined,
      accepted: isOfReport(step) ? await findAccepted(work, id) : {},
      accounts: step === "settle" ? await readAccounts(work, delegation) : undefined,
      changes,
      countryNames: await listCountryNames(work, countriesIn(delegation, changes), getLocale()),
      seen: markOf(file),
      paper: isOfPaper(step) ? await readPaper(work, delegation, parts) : undefined,
      // A letter may be opened after somebody else has decided.
      isOpen: isStillOpen(step, delegation),
    };
  },
})(({ delegationId, step }: Params) => ({ id: delegationId, step }));

/** What it cost, and whether a difference still wants its sentence. */
async function readAccounts(work: Work, { id, settlement_note }: Found) {
  const accounts = await listAccounts(work, id);
  return { ...accounts, explanation: settlement_note, isUnexplained: accounts.lines.some(isUnexplained) };
}

/** The visit with the step that could be taken back. */
async function findWithLast(work: Work, id: string) {
  const delegation = await findDelegation(work, id);
  return delegation && { ...delegation, last: await findTakenStep(work, delegation, STEPS) };
}

type Found = NonNullable<Awaited<ReturnType<typeof findWithLast>>>;

function mayTake(actor: Actor, step: Params["step"], delegation: Found): boolean {
  if (step === "take_back") return canTakeBack(actor, delegation, delegation.last);
  return step === "correct" ? canCorrect(actor, delegation) : canTake(actor, step, delegation);
}

function isStillOpen(step: Params["step"], { status, change_state, report_state }: Found): boolean {
  if (step === "approve") return allowedSteps(status).includes(step);
  const ofReport = REPORT_ACTS.find((one) => one === step);
  if (ofReport) return reportActs({ status, report_state }).includes(ofReport);
  return step !== "accept_changes" || change_state === "waiting" || change_state === "returned";
}

/** In whose name one signs here, if not in the own. */
async function saidOfSignature(work: Work, delegation: Parameters<typeof signatureOf>[1]) {
  const signature = await signatureOf(work, delegation);
  return signature.signed_as ? signedBy(signature) : undefined;
}
