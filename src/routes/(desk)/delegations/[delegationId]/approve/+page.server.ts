import { approveDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { approveForm } from "#modules/delegations/delegation.forms.ts";
import { canTake, signsFor } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canTake(work.actor, "approve", delegation));
    return { delegation, today: today(), signsFor: signsFor(work.actor, delegation)?.name ?? null };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, approveForm, async (work, decision) => {
      await approveDelegation(work, event.params.delegationId, decision);
      return `/delegations/${event.params.delegationId}?did=delegation_approve`;
    }),
};
