import { RESOURCES } from "#modules/resources.server.ts";
import { answer, answerStep, found } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const { kind, id } = event.params;
    const { find, parts } = RESOURCES[kind];
    const [record, below] = await Promise.all([find(work, id), parts?.(work, id)]);
    return shown({ ...found(record), ...below });
  });

export const PATCH: RequestHandler = (event) => {
  const { edit } = RESOURCES[event.params.kind];
  return edit ? answerStep(event, edit) : new Response(null, { status: 405 });
};
