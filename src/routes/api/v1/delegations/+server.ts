import { draftDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { draftForm } from "#modules/delegations/delegation.forms.ts";
import { countDelegations, listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { answer, answerWrite, listOf } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, (work) =>
    listOf(
      event.url,
      ["direction", "year", "country", "status", "unit_path", "q", "sort"],
      (filter) => listDelegations(work, filter),
      (filter) => countDelegations(work, filter),
    ),
  );

export const POST: RequestHandler = (event) =>
  answerWrite(event, draftForm, async (work, draft) => ({ id: await draftDelegation(work, draft) }));
