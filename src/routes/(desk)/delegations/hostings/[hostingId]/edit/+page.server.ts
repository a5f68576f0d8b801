import { editHosting } from "#modules/delegations/delegation-hosting.commands.server.ts";
import { editHostingForm } from "#modules/delegations/delegation-hosting.forms.ts";
import { canAskHosts } from "#modules/delegations/delegation-hosting.policy.ts";
import { findHosting } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const hosting = found(await findHosting(work, event.params.hostingId));
    requirePermission(canAskHosts(work.actor, found(await findDelegation(work, hosting.delegation_id))));
    return { hosting };
  });

export const actions: Actions = onSubmit(editHostingForm, async (work, asked, { params }) => {
  await editHosting(work, params.hostingId, asked);
  return `/delegations/hostings/${params.hostingId}?did=hosting_asked`;
});
