import { calculateForm } from "#modules/deadlines/deadline.forms.ts";
import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { answer, checkBody } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  const body = await checkBody(event, calculateForm);
  if (body instanceof Response) return body;
  return answer(event, (work) => findDue(work, body));
};
