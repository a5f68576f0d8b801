import { draftDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { draftForm } from "#modules/delegations/delegation.forms.ts";
import { delegationList } from "#modules/delegations/delegation.queries.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, delegationList);

export const POST: RequestHandler = (event) =>
  answerWrite(event, draftForm, async (work, draft) => ({ id: await draftDelegation(work, draft) }));
