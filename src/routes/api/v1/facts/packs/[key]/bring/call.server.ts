import { bringPack } from "#modules/identity/set-up.commands.server.ts";
import { confirmedForm } from "#modules/identity/set-up.forms.ts";
import type { Handler } from "#platform/asked.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ key: string }> = (event) =>
  answerDone(event, confirmedForm, async (work) => {
    await bringPack(work, event.params.key);
    return event.params.key;
  });
