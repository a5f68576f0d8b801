import { answerDone } from "#platform/calls.server.ts";
import { resendForm } from "#platform/letter.filter.ts";
import { sendTestLetter } from "#platform/letter-list.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, resendForm, async (work) => {
    await sendTestLetter(work);
    return work.actor.userId ?? "";
  });
