import { answerDone } from "#platform/calls.server.ts";
import { resendForm } from "#platform/letter.filter.ts";
import { resendLetter } from "#platform/letter-list.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, resendForm, async (work) => {
    await resendLetter(work, event.params.id);
    return event.params.id;
  });
