import { completeYear } from "#modules/reference/reference-fact.commands.server.ts";
import { completeForm } from "#modules/reference/reference.forms.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, completeForm, async (work, asked) => {
    await completeYear(work, asked);
    return String(asked.year);
  });
