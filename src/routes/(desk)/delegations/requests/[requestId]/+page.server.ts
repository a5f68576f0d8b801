import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { workingDaysBetween } from "#modules/deadlines/deadline.model.ts";
import { readCalendar, yearAfter } from "#modules/deadlines/deadline.queries.server.ts";
import { answerForm } from "#modules/delegations/delegation.forms.ts";
import { answerRequest } from "#modules/delegations/delegation-request.commands.server.ts";
import { findRequest } from "#modules/delegations/delegation-request.queries.server.ts";
import { owes } from "#modules/exchanges/exchange.policy.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const request = found(await findRequest(work, event.params.requestId));
    const { host } = request.summary;
    const isTheirs = owes(work.actor, request);
    const due = request.due_on ?? today();
    const calendar = await readCalendar(work, due < today() ? due : today());
    return {
      request: {
        ...request,
        asker_name_in: asUnionCalled(request.asker_name, request.asker_name_in),
        to_name_in: asUnionCalled(request.to_name, request.to_name_in),
      },
      host: host && nameOf({ name: host, name_in: asUnionCalled(host) }),
      countryNames: await listCountryNames(work, request.summary.countries, event.locals.locale),
      daysLeft: workingDaysBetween(today(), due, calendar),
      isLate: due < today(),
      unknownYear: yearAfter(calendar, today()),
      isTheirs,
      mayAnswer: isTheirs && !request.answered_on,
    };
  });

export const actions: Actions = onSubmit(answerForm, async (work, answer, { params }) => {
  await answerRequest(work, params.requestId, answer);
  return `/delegations/requests/${params.requestId}?did=request_answered`;
});
