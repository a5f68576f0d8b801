import type { StepName } from "#modules/registers/register.model.ts";
import { canTakeStep } from "#modules/registers/register.policy.ts";
import { findEntry } from "#modules/registers/register.queries.server.ts";
import { STEP_ACTS } from "#modules/registers/register.steps.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

type Params = { entryId: string; step: StepName };

export const { load, actions } = stepPages({
  kind: "register_entry",
  acts: STEP_ACTS,
  find: findEntry,
  mayTake: canTakeStep,
  show: (_work, { number, title }) => ({ number, title }),
})(({ entryId, step }: Params) => ({ id: entryId, step }));
