import type { Handler } from "#platform/asked.ts";
import { answerDone } from "#platform/calls.server.ts";
import { resendForm } from "#platform/letter.filter.ts";
import { resendLetter } from "#platform/letter-list.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, resendForm, async (work) => {
    await resendLetter(work, event.params.id);
    return event.params.id;
  });
