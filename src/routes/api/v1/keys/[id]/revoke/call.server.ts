import type { Handler } from "#platform/asked.ts";
import { revokeToken } from "#modules/access/key.commands.server.ts";
import { revokeKeyForm } from "#modules/access/key.forms.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, revokeKeyForm, async (work) => {
    await revokeToken(work, event.params.id);
    return event.params.id;
  });
