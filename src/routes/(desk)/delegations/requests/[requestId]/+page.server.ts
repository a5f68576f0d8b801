import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { workingDaysBetween } from "#modules/deadlines/deadline.model.ts";
import { readCalendar, yearAfter } from "#modules/deadlines/deadline.queries.server.ts";
import { answerForm } from "#modules/delegations/delegation-request.forms.ts";
import { answerRequest, correctAnswer, openRequest } from "#modules/delegations/delegation-request.commands.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { findRequest, isOpenStill } from "#modules/delegations/delegation-request.queries.server.ts";
import { canKeepQuestion, owes } from "#modules/exchanges/exchange.policy.ts";
import { listAnswers, listOpenings } from "#modules/exchanges/exchange.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { requestId } = event.params;
  const page = await read(event, async (work) => {
    const request = found(await findRequest(work, requestId));
    const { host, countries } = request.summary;
    const due = request.due_on ?? today();
    const calendar = await readCalendar(work, due < today() ? due : today());
    return {
      request: {
        ...request,
        asker_name_in: asUnionCalled(request.asker_name, request.asker_name_in),
        to_name_in: asUnionCalled(request.to_name, request.to_name_in),
      },
      host: host && nameOf({ name: host, name_in: asUnionCalled(host) }),
      countryNames: await listCountryNames(work, countries, event.locals.locale),
      daysLeft: workingDaysBetween(today(), due, calendar),
      isLate: due < today(),
      today: today(),
      unknownYear: yearAfter(calendar, today()),
      answers: await listAnswers(work, requestId),
      openings: await listOpenings(work, requestId),
      // Who asked goes on to the visit; who was asked does not see it.
      visit: (await findDelegation(work, request.subject_id))?.id,
      ...(await mayDo(work, request, event.url.searchParams.has("correct"))),
    };
  });
  const { userId } = event.locals.actor;
  const isOpened = page.openings.some((one) => one.opened_by === userId);
  if (page.isTheirs && !isOpened) await inWork(event.locals.actor, (work) => openRequest(work, requestId));
  return page;
};

async function mayDo(
  work: Work,
  request: NonNullable<Awaited<ReturnType<typeof findRequest>>>,
  wantsCorrection: boolean,
) {
  const isTheirs = owes(work.actor, request);
  const isSettled = request.outcome !== null;
  const isAnswered = request.answer_id !== null;
  const mayCorrect = isTheirs && isAnswered && !isSettled && (await isOpenStill(work, request));
  const mayKeep = canKeepQuestion(work.actor, request) && !isSettled;
  return {
    isTheirs,
    mayCorrect,
    isForm: (isTheirs && !isAnswered && !isSettled) || (mayCorrect && wantsCorrection),
    mayChase: mayKeep && !isAnswered,
    maySettle: mayKeep && isAnswered,
  };
}

export const actions: Actions = onSubmit(answerForm, async (work, answer, { params, url }) => {
  const isCorrection = url.searchParams.has("correct");
  await (isCorrection ? correctAnswer : answerRequest)(work, params.requestId, answer);
  return `/delegations/requests/${params.requestId}?did=request_${isCorrection ? "corrected" : "answered"}`;
});
