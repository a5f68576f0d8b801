import { withdrawRequest } from "#modules/delegations/delegation-request.commands.server.ts";
import { withdrawRequestForm } from "#modules/delegations/delegation-request.forms.ts";
import { findRequest } from "#modules/delegations/delegation-request.queries.server.ts";
import { canKeepQuestion } from "#modules/exchanges/exchange.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const request = found(await findRequest(work, event.params.requestId));
    requirePermission(canKeepQuestion(work.actor, request));
    const { id, to_name, to_name_in } = request;
    return { request: { id, to_name, to_name_in: asUnionCalled(to_name, to_name_in) } };
  });

export const actions: Actions = onSubmit(withdrawRequestForm, async (work, said, { params }) => {
  await withdrawRequest(work, params.requestId, said);
  return `/delegations/requests/${params.requestId}?did=request_withdrawn`;
});
