import { calculateForm } from "#modules/deadlines/deadline.forms.ts";
import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { readCall } from "#platform/body.server.ts";
import { answer } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  const sent = await readCall(event, calculateForm);
  if (sent instanceof Response) return sent;
  return answer(event, (work) => findDue(work, sent.input));
};
