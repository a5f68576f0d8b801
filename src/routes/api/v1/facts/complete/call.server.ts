import type { Handler } from "#platform/asked.ts";
import { completeYear } from "#modules/reference/reference-fact.commands.server.ts";
import { completeForm } from "#modules/reference/reference.forms.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler = (event) =>
  answerDone(event, completeForm, async (work, asked) => {
    await completeYear(work, asked);
    return String(asked.year);
  });
