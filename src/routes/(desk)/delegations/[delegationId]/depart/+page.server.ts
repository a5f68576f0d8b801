import { recordDeparture } from "#modules/delegations/delegation.commands.server.ts";
import { departForm } from "#modules/delegations/delegation.forms.ts";
import { canTake } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canTake(work.actor, "depart", delegation));
    const { members } = await listParts(work, delegation.id);
    return { delegation, members };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, departForm, async (work, departure) => {
      await recordDeparture(work, event.params.delegationId, departure);
      return `/delegations/${event.params.delegationId}?did=delegation_depart`;
    }),
};
