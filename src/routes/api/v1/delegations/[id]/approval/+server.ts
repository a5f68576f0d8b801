import { approveDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { approveForm } from "#modules/delegations/delegation.forms.ts";
import { answerWrite } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerWrite(event, approveForm, async (work, decision) => {
    await approveDelegation(work, event.params.id, decision);
    return { id: event.params.id };
  });
