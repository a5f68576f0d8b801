import { answerHosting } from "#modules/delegations/delegation-hosting.commands.server.ts";
import { hostingAnswerForm } from "#modules/delegations/delegation-hosting.forms.ts";
import { canAnswerHosting, canKeepHosting } from "#modules/delegations/delegation-hosting.policy.ts";
import { findHosted, findHosting } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const hosting = found(await findHosting(work, event.params.hostingId));
    const mayAnswer = canAnswerHosting(work.actor, hosting);
    const isAnswered = hosting.status !== "asked";
    return {
      hosting: {
        ...hosting,
        host_name_in: asUnionCalled(hosting.host_name, hosting.host_name_in),
        asker_name_in: asUnionCalled(hosting.asker_name, hosting.asker_name_in),
      },
      hosted: await findHosted(work, hosting),
      // Who asked goes on to the visit; who hosts does not see it.
      visit: (await findDelegation(work, hosting.delegation_id))?.id,
      isLate: !isAnswered && hosting.due_on < today(),
      mayAnswer,
      isOpen: mayAnswer && (!isAnswered || event.url.searchParams.has("again")),
      mayKeep: canKeepHosting(work.actor, hosting) && hosting.status !== "withdrawn",
      mayAskAnew: canKeepHosting(work.actor, hosting),
    };
  });

export const actions: Actions = onSubmit(hostingAnswerForm, async (work, said, { params }) => {
  await answerHosting(work, params.hostingId, said);
  return `/delegations/hostings/${params.hostingId}?did=hosting_answered`;
});
