import { RESOURCES } from "#modules/resources.server.ts";
import { answerStep } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => {
  const { below = {} } = RESOURCES[event.params.kind];
  const act = Object.hasOwn(below, event.params.below) ? below[event.params.below] : undefined;
  return act ? answerStep(event, act) : new Response(null, { status: 404 });
};
