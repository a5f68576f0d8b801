import { endSignatureForm } from "#modules/access/access.forms.ts";
import { endSignature } from "#modules/access/signature.commands.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerWrite(event, endSignatureForm, async (work) => {
    await endSignature(work, event.params.id);
    return { id: event.params.id };
  });
