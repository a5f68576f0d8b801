import { changeBody } from "#modules/access/body.commands.server.ts";
import { changeBodyForm } from "#modules/access/body.forms.ts";
import type { Handler } from "#platform/asked.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, changeBodyForm, async (work, body) => {
    await changeBody(work, event.params.id, body);
    return event.params.id;
  });
