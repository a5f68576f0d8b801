import type { StepName } from "#modules/delegations/delegation.model.ts";
import { canTake } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read } from "#platform/http.server.ts";

/** What a step's page needs: the visit, and that this actor may take the step. */
export function loadStep(event: { locals: App.Locals; params: { delegationId: string } }, step: StepName) {
  return read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canTake(work.actor, step, delegation));
    return { delegation: { id: delegation.id, title: delegation.title } };
  });
}
