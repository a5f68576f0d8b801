import type { Handler } from "#platform/asked.ts";
import { signatureForm } from "#modules/access/access.forms.ts";
import { delegateSignature } from "#modules/access/signature.commands.server.ts";
import { listSignatures, listSignaturesBelow } from "#modules/access/signature.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";

export const GET: Handler = (event) =>
  answer(event, async (work) => ({ items: await listSignatures(work), below: await listSignaturesBelow(work) }));

export const POST: Handler = (event) => answerDone(event, signatureForm, delegateSignature);
