import { RESOURCES } from "#modules/resources.server.ts";
import { answerStep } from "#platform/calls.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { answerProblem } from "#platform/problem.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => {
  const { below = {} } = RESOURCES[event.params.kind];
  const act = Object.hasOwn(below, event.params.below) ? below[event.params.below] : undefined;
  return act ? answerStep(event, act) : answerProblem(new NotFoundError());
};
