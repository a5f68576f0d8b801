import type { Handler } from "#platform/asked.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { answerStep } from "#platform/calls.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { answerProblem } from "#platform/problem.server.ts";
import { actBelow } from "#platform/resource.ts";

export const POST: Handler<{ kind: ResourceKind; id: string; below: string }> = (event) => {
  const act = actBelow(RESOURCES[event.params.kind], event.params.below);
  return act ? answerStep(event, act) : answerProblem(new NotFoundError());
};
