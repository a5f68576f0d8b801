import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { commitmentForm } from "#modules/delegations/delegation.forms.ts";
import { canCommit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { wishFor } from "#platform/offer.ts";
import type { Actions, PageServerLoad } from "./$types";

/** The visit, where the actor may write promises down, and the units that may lead one. */
export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { id, title, unit_path } = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canCommit(work.actor, { unit_path }));
    return {
      delegation: { id, title },
      units: await offerUnits(work, wishFor(event.locals, "lead_unit_id")),
    };
  });

export const actions: Actions = onSubmit(commitmentForm, async (work, part, { params }) => {
  await addCommitment(work, params.delegationId, part);
  return `/delegations/${params.delegationId}?did=commitment_added#commitments`;
});
