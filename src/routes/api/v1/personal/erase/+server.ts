import { forgetPersonally } from "#modules/access/person.commands.server.ts";
import { eraseForm } from "#modules/access/person.forms.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, eraseForm, async (work, asked) => (await forgetPersonally(work, asked)).id);
