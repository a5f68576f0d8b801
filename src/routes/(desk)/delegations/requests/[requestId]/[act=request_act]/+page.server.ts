import {
  escalateRequest,
  remindRequest,
  settleRequest,
} from "#modules/delegations/delegation-request.commands.server.ts";
import { settleRequestForm } from "#modules/delegations/delegation-request.forms.ts";
import type { RequestAct } from "#modules/delegations/delegation-request.model.ts";
import { findRequest } from "#modules/delegations/delegation-request.queries.server.ts";
import { canKeepQuestion } from "#modules/exchanges/exchange.policy.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const request = found(await findRequest(work, event.params.requestId));
    requirePermission(canKeepQuestion(work.actor, request));
    const { id, to_name, to_name_in } = request;
    return { act: event.params.act, request: { id, to_name, to_name_in: asUnionCalled(to_name, to_name_in) } };
  });

const TAKE: Record<RequestAct, (work: Work, id: string, said: { sentence?: string | undefined }) => Promise<string>> = {
  remind: remindRequest,
  escalate: escalateRequest,
  settle: settleRequest,
};

export const actions: Actions = onSubmit(settleRequestForm, async (work, said, { params }) => {
  await TAKE[params.act as RequestAct](work, params.requestId, said);
  return `/delegations/requests/${params.requestId}?did=request_${params.act}`;
});
