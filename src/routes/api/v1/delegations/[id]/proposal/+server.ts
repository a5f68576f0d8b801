import { proposeDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { proposeForm } from "#modules/delegations/delegation.forms.ts";
import { answerWrite } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerWrite(event, proposeForm, async (work) => {
    await proposeDelegation(work, event.params.id);
    return { id: event.params.id };
  });
