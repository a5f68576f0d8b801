import { writeTalkingPoints } from "#modules/delegations/delegation-talking-points.commands.server.ts";
import { talkingPointsForm } from "#modules/delegations/delegation-talking-points.forms.ts";
import { listTalkingPoints } from "#modules/delegations/delegation-talking-points.queries.server.ts";
import { canEdit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canEdit(work.actor, delegation));
    const [last] = await listTalkingPoints(work, delegation.id);
    const { id, title } = delegation;
    return { delegation: { id, title }, last };
  });

export const actions: Actions = onSubmit(talkingPointsForm, async (work, said, { params }) => {
  await writeTalkingPoints(work, params.delegationId, said);
  return `/delegations/${params.delegationId}?did=talking_points_saved#talking-points`;
});
