import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { allowedSteps } from "#modules/delegations/delegation.model.ts";
import { canAskAround, canCommit, canEdit, canReadPassports, canTake } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { STEP_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { listSpecialDays } from "#modules/deadlines/deadline.queries.server.ts";
import { workingDaysBetween } from "#modules/deadlines/deadline.model.ts";
import { listHistory } from "#platform/history.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import { addDays, today } from "#platform/time.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    const parts = await listParts(work, delegation.id);
    const due = delegation.report_due_on;
    const special = due ? await listSpecialDays(work, { from: addDays(due, -60), to: addDays(due, 400) }) : [];
    return shown({
      delegation: shown(delegation),
      countryNames: await listCountryNames(work, delegation.countries, event.locals.locale),
      ...parts,
      today: today(),
      requests: await listSaid(work, delegation.id, QUESTIONS),
      steps: allowedSteps(delegation.status)
        .filter((step) => canTake(work.actor, step, delegation))
        .map((name) => ({ name, isDanger: STEP_ACTS[name].isDanger })),
      can: {
        edit: canEdit(work.actor, delegation),
        ask: canAskAround(work.actor, delegation),
        commit: canCommit(work.actor, delegation),
        passports: canReadPassports(work.actor, delegation) && parts.members.some((one) => one.has_passport),
      },
      daysLeft: due && !parts.report ? workingDaysBetween(today(), due, special) : null,
      history: await tellHistory(work, await listHistory(work, delegation.id)),
    });
  });
