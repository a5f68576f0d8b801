import type { Handler } from "#platform/asked.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { answerStep } from "#platform/calls.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { answerProblem } from "#platform/problem.server.ts";
import { stepAt } from "#platform/steps.ts";

export const POST: Handler<{ kind: ResourceKind; id: string; step: string }> = (event) => {
  const { steps = {} } = RESOURCES[event.params.kind];
  const act = steps[stepAt(steps, event.params.step) ?? ""];
  return act ? answerStep(event, act) : answerProblem(new NotFoundError());
};
