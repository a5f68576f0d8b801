import { revokeToken } from "#modules/access/key.commands.server.ts";
import { revokeKeyForm } from "#modules/access/key.forms.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, revokeKeyForm, async (work) => {
    await revokeToken(work, event.params.id);
    return event.params.id;
  });
