import { RESOURCES } from "#modules/resources.server.ts";
import { answerStep } from "#platform/http.server.ts";
import { stepAt } from "#platform/steps.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => {
  const { steps = {} } = RESOURCES[event.params.kind];
  const act = steps[stepAt(steps, event.params.step) ?? ""];
  return act ? answerStep(event, act) : new Response(null, { status: 404 });
};
