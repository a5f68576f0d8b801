import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import type { DecisionAct, Mending } from "#modules/delegations/delegation.model.ts";
import { STEPS, allowedSteps } from "#modules/delegations/delegation.model.ts";
import {
  canAskAround,
  canCommit,
  canCorrect,
  canEdit,
  canNumber,
  canReadPassports,
  canTake,
  canTakeBack,
} from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { listCorrections } from "#modules/delegations/delegation-mend.commands.server.ts";
import { listEverything } from "#modules/delegations/delegation-everything.queries.server.ts";
import type { Change } from "#modules/delegations/delegation-version.model.ts";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { readCalendar, yearAfter } from "#modules/deadlines/deadline.queries.server.ts";
import { workingDaysBetween } from "#modules/deadlines/deadline.model.ts";
import { listHistory } from "#platform/history.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { Work } from "#platform/db.server.ts";
import { shown } from "#platform/shown.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";
import { today } from "#platform/time.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    const parts = await listEverything(work, delegation.id);
    const due = delegation.report_due_on;
    const calendar = await readCalendar(work, due && due < today() ? due : today());
    return shown({
      delegation: shown(delegation),
      countryNames: await listCountryNames(work, countriesIn(delegation, parts.changes), event.locals.locale),
      ...parts,
      today: today(),
      requests: await listSaid(work, delegation.id, QUESTIONS),
      steps: [
        ...[...decisionActs(delegation, parts.decisions), ...allowedSteps(delegation.status)].filter((step) =>
          canTake(work.actor, step, delegation),
        ),
        ...(await mendings(work, delegation)),
      ].map((name) => ({ name, isDanger: DELEGATION_ACTS[name].isDanger })),
      can: {
        edit: canEdit(work.actor, delegation),
        number: canNumber(work.actor, delegation),
        ask: canAskAround(work.actor, delegation),
        commit: canCommit(work.actor, delegation),
        passports: canReadPassports(work.actor, delegation) && parts.members.some((one) => one.has_passport),
      },
      dueIsUnknown: owesReport(delegation.status) && due === null,
      unknownYear: yearAfter(calendar, today()),
      isDue: due !== null && !parts.report,
      daysLeft: due && !parts.report ? workingDaysBetween(today(), due, calendar) : null,
      history: await tellHistory(work, await listHistory(work, delegation.id)),
    });
  });

/** How a mistake could be put right by who reads the page. */
async function mendings(
  work: Work,
  delegation: NonNullable<Awaited<ReturnType<typeof findDelegation>>>,
): Promise<Mending[]> {
  const last = await findTakenStep(work, delegation, STEPS);
  const mayCorrect = canCorrect(work.actor, delegation) && (await listCorrections(work, delegation)).length > 0;
  return [
    ...(canTakeBack(work.actor, delegation, last) ? (["take_back"] as const) : []),
    ...(mayCorrect ? (["correct"] as const) : []),
  ];
}

const owesReport = (status: string) => status === "travelling" || status === "report_due";

/** What there is to do about the decision now: a number that is missing, changes that wait, or were returned and may be accepted after all. */
function decisionActs(
  delegation: { change_state: string | null },
  decisions: { step: string; number: string | null }[],
): DecisionAct[] {
  const approval = decisions.findLast((one) => one.step === "approve");
  const acts: DecisionAct[] = [];
  if (delegation.change_state === "waiting") acts.push("accept_changes", "return_changes");
  if (delegation.change_state === "returned") acts.push("accept_changes");
  if (approval?.number === null) acts.push("number");
  return acts;
}

/** Those of the visit now, and those that it had when it was decided. */
function countriesIn(delegation: { countries: string[] }, changes: Change[]): string[] {
  const before = changes.flatMap((one) => (one.name === "countries" ? (one.before as string[]) : []));
  return [...new Set([...delegation.countries, ...before])];
}
