import type { Handler } from "#platform/asked.ts";
import { endSignatureForm } from "#modules/access/access.forms.ts";
import { endSignature } from "#modules/access/signature.commands.server.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, endSignatureForm, async (work) => {
    await endSignature(work, event.params.id);
    return event.params.id;
  });
