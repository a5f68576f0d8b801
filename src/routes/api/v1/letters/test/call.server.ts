import type { Handler } from "#platform/asked.ts";
import { answerDone } from "#platform/calls.server.ts";
import { resendForm } from "#platform/letter.filter.ts";
import { sendTestLetter } from "#platform/letter-list.server.ts";

export const POST: Handler = (event) =>
  answerDone(event, resendForm, async (work) => {
    await sendTestLetter(work);
    return work.actor.userId ?? "";
  });
