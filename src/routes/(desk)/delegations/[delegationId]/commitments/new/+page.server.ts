import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { commitmentForm } from "#modules/delegations/delegation.forms.ts";
import { canCommit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { choices } from "#platform/names.ts";
import type { Actions, PageServerLoad } from "./$types";

/** The visit, where the actor may write promises down, and the units that may lead one. */
export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { id, title, unit_path } = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canCommit(work.actor, { unit_path }));
    const units = (await listUnitChoices(work)).filter((one) => one.kind !== "mission");
    return {
      delegation: { id, title },
      units: choices(units, (one) => one.id),
    };
  });

export const actions: Actions = onSubmit(commitmentForm, async (work, part, { params }) => {
  await addCommitment(work, params.delegationId, part);
  return `/delegations/${params.delegationId}?did=commitment_added#commitments`;
});
