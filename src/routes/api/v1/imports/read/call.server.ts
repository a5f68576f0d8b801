import { Answered } from "#platform/answered.ts";
import type { Handler } from "#platform/asked.ts";
import { readForm } from "#modules/imports/import.forms.ts";
import { listReadings } from "#modules/imports/typed.queries.server.ts";
import { readCall } from "#platform/body.server.ts";
import { answer } from "#platform/calls.server.ts";

/** Writes nothing: how an import would read these texts, and what it would say of those it does not understand. */
export const POST: Handler = async (event) => {
  const sent = await readCall(event, readForm);
  if (sent instanceof Answered) return sent;
  return answer(event, async (work) => ({ items: await listReadings(work, sent.input) }));
};
