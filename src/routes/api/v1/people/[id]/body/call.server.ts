import { speakerForm } from "#modules/access/body.forms.ts";
import { speakFor } from "#modules/exchanges/exchange-body.commands.server.ts";
import type { Handler } from "#platform/asked.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, speakerForm, async (work, speaker) => {
    await speakFor(work, event.params.id, speaker);
    return event.params.id;
  });
