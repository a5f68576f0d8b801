import { RESOURCES } from "#modules/resources.server.ts";
import { answerStep } from "#platform/calls.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { answerProblem } from "#platform/problem.server.ts";
import { actBelow } from "#platform/resource.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => {
  const act = actBelow(RESOURCES[event.params.kind], event.params.below);
  return act ? answerStep(event, act) : answerProblem(new NotFoundError());
};
