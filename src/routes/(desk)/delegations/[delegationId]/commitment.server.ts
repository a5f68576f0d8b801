import { canCommit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read } from "#platform/http.server.ts";

/** The visit, where the actor may write promises down, and the units that may lead one. */
export function loadCommitment(event: { locals: App.Locals; params: { delegationId: string } }) {
  return read(event, async (work) => {
    const { id, title, unit_path } = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canCommit(work.actor, { unit_path }));
    const units = (await listUnitChoices(work)).filter((one) => one.kind !== "mission");
    return {
      delegation: { id, title },
      units: units.map((one) => ({ value: one.id, label: one[`name_${event.locals.locale}`] })),
    };
  });
}
