import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import type { DecisionAct, DelegationStatus, Mending, ReportAct } from "#modules/delegations/delegation.model.ts";
import { DECIDED, PARTS, STEPS, aheadIn, allowedSteps, reportActs } from "#modules/delegations/delegation.model.ts";
import {
  canAccount,
  canAskAround,
  canCommit,
  canCorrect,
  canEdit,
  canNumber,
  canNumberPaper,
  canReadPassports,
  canTake,
  canTakeBack,
} from "#modules/delegations/delegation.policy.ts";
import { listEngagedBeside } from "#modules/calendar/engaged.queries.server.ts";
import { listClashes } from "#modules/delegations/delegation-clash.queries.server.ts";
import { canAskHosts } from "#modules/delegations/delegation-hosting.policy.ts";
import { approvalInForce } from "#modules/delegations/delegation-decision.model.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { findBuilt, listCorrections } from "#modules/delegations/delegation-mend.commands.server.ts";
import { NUMBERED, isNumbered } from "#modules/delegations/delegation-paper.model.ts";
import { listEverything } from "#modules/delegations/delegation-everything.queries.server.ts";
import { countriesIn } from "#modules/delegations/delegation-version.model.ts";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { readCalendar, yearAfter } from "#modules/deadlines/deadline.queries.server.ts";
import { workingDaysBetween } from "#modules/deadlines/deadline.model.ts";
import { listHistory } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import type { Work } from "#platform/db.server.ts";
import { undoOf } from "#platform/part-undo-page.server.ts";
import { shown } from "#platform/shown.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";
import { today } from "#platform/time.ts";
import { toldOf } from "#modules/delegations/delegation-printed.queries.server.ts";
import { papersOf } from "#modules/delegations/delegation-papers.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import { listNotesOf } from "../../notes/notes-of.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

/** While it is planned, who goes may still be another. */
const PLANNED: readonly DelegationStatus[] = ["draft", "proposed", "opinions", "approved", "preparing"];

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    const parts = await listEverything(work, delegation.id);
    const approval = approvalInForce(delegation.status, parts.decisions);
    const due = delegation.report_due_on;
    const calendar = await readCalendar(work, due && due < today() ? due : today());
    return shown({
      delegation: shown(delegation),
      countryNames: await listCountryNames(work, countriesIn(delegation, parts.changes), event.locals.locale),
      ...parts,
      accounts: {
        ...parts.accounts,
        // Before the decision there is no money to account for.
        isShown: DECIDED.includes(delegation.status),
        isBegun: parts.accounts.lines.some((line) => line.line_id !== null),
      },
      approval: approval && { id: approval.id, number: approval.number },
      papers: papersOf(delegation, toldOf(work, parts)),
      mayNumber: Object.keys(NUMBERED).filter(
        (paper) => isNumbered(paper) && canNumberPaper(work.actor, delegation, paper),
      ),
      today: today(),
      requests: await listSaid(work, delegation.id, QUESTIONS),
      hostings: parts.hostings.map((one) => ({
        ...one,
        host_name_in: asUnionCalled(one.host_name, one.host_name_in),
      })),
      steps: [
        ...[
          ...decisionActs(delegation, approval),
          ...actsOfReport(delegation, parts.report),
          ...stepsNow(delegation),
        ].filter((step) => canTake(work.actor, step, delegation)),
        ...(await mendings(work, delegation)),
      ].map((name) => ({ name, isDanger: DELEGATION_ACTS[name].isDanger })),
      can: {
        edit: canEdit(work.actor, delegation),
        account: canAccount(work.actor, delegation),
        number: canNumber(work.actor, delegation),
        ask: canAskAround(work.actor, delegation),
        askHosts: canAskHosts(work.actor, delegation),
        commit: canCommit(work.actor, delegation),
        passports: canReadPassports(work.actor, delegation) && parts.members.some((one) => one.has_passport),
      },
      dueIsUnknown: owesReport(delegation.status) && due === null,
      unknownYear: yearAfter(calendar, today()),
      isDue: due !== null && !parts.report,
      daysLeft: due && !parts.report ? workingDaysBetween(today(), due, calendar) : null,
      undo: await undoOf(
        work,
        DELEGATION_PARTS,
        { recordId: delegation.id, name: "member", list: PARTS.member },
        event.url,
      ),
      clashes: PLANNED.includes(delegation.status) ? await listClashes(work, delegation) : [],
      engaged: PLANNED.includes(delegation.status) ? await listEngagedBeside(work, delegation) : [],
      noted: await listNotesOf(work, { delegation: delegation.id }),
      history: await tellHistory(work, await listHistory(work, delegation.id)),
    });
  });

/** The steps that the visit's state and days let be taken: what has not come cannot be recorded. */
const stepsNow = (delegation: { status: DelegationStatus; departs_on: string; returns_on: string }) =>
  allowedSteps(delegation.status).filter((step) => !aheadIn(STEPS[step].to, delegation, today()));

/** What there is to do about the report; a visit of earlier years may count as reported without one. */
const actsOfReport = (
  delegation: { status: DelegationStatus; report_state: string | null },
  report: unknown,
): ReportAct[] => (report ? reportActs(delegation) : []);

/** How a mistake could be put right by who reads the page. */
async function mendings(
  work: Work,
  delegation: NonNullable<Awaited<ReturnType<typeof findDelegation>>>,
): Promise<Mending[]> {
  const last = await findTakenStep(work, delegation, STEPS);
  const mayTakeBack = last && canTakeBack(work.actor, delegation, last) && !(await findBuilt(work, delegation, last));
  const mayCorrect = canCorrect(work.actor, delegation) && (await listCorrections(work, delegation)).length > 0;
  return [...(mayTakeBack ? (["take_back"] as const) : []), ...(mayCorrect ? (["correct"] as const) : [])];
}

const owesReport = (status: string) => status === "travelling" || status === "report_due";

/** What there is to do about the decision now: a number that is missing, changes that wait, or were returned and may be accepted after all. */
function decisionActs(
  delegation: { change_state: string | null },
  approval: { number: string | null } | undefined,
): DecisionAct[] {
  const acts: DecisionAct[] = [];
  if (delegation.change_state === "waiting") acts.push("accept_changes", "return_changes");
  if (delegation.change_state === "returned") acts.push("accept_changes");
  if (approval?.number === null) acts.push("number");
  return acts;
}
