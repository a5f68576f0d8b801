import { editDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { editForm } from "#modules/delegations/delegation.forms.ts";
import { canEdit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { listFactChoices } from "../../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canEdit(work.actor, delegation));
    return { delegation, choices: await listFactChoices(work, event.locals, delegation) };
  });

export const actions: Actions = onSubmit(editForm, async (work, edit, { params }) => {
  await editDelegation(work, params.delegationId, edit);
  return `/delegations/${params.delegationId}?did=saved`;
});
