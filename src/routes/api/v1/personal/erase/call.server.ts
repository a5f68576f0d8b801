import type { Handler } from "#platform/asked.ts";
import { forgetPersonally } from "#modules/access/person.commands.server.ts";
import { eraseForm } from "#modules/access/person.forms.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler = (event) =>
  answerDone(event, eraseForm, async (work, asked) => (await forgetPersonally(work, asked)).id);
