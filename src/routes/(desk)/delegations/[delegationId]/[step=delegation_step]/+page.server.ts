import type { StepName } from "#modules/delegations/delegation.model.ts";
import { canTake, signsFor } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { STEP_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

type Params = { delegationId: string; step: StepName };

export const { load, actions } = stepPages({
  kind: "delegation",
  acts: STEP_ACTS,
  find: findDelegation,
  mayTake: canTake,
  show: async (work, delegation, step) => {
    const { id, title, report_due_working_days, unit_name, unit_name_in } = delegation;
    return {
      delegation: { title, report_due_working_days, unit_name, unit_name_in },
      members: step === "depart" ? (await listParts(work, id)).members : [],
      signsFor: signsFor(work.actor, delegation)?.name,
    };
  },
})(({ delegationId, step }: Params) => ({ id: delegationId, step }));
