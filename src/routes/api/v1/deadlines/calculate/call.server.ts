import { Answered } from "#platform/answered.ts";
import type { Handler } from "#platform/asked.ts";
import { calculateForm } from "#modules/deadlines/deadline.forms.ts";
import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { readCall } from "#platform/body.server.ts";
import { answer } from "#platform/calls.server.ts";

export const POST: Handler = async (event) => {
  const sent = await readCall(event, calculateForm);
  if (sent instanceof Answered) return sent;
  return answer(event, (work) => findDue(work, sent.input));
};
