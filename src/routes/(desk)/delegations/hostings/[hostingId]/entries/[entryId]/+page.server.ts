import { changeHostedEntry } from "#modules/delegations/delegation-hosting.commands.server.ts";
import { hostedEntryForm } from "#modules/delegations/delegation-hosting.forms.ts";
import { canAnswerHosting } from "#modules/delegations/delegation-hosting.policy.ts";
import { findHosted, findHosting } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const hosting = found(await findHosting(work, event.params.hostingId));
    requirePermission(canAnswerHosting(work.actor, hosting));
    const hosted = await findHosted(work, hosting);
    return { hosting, entry: found(hosted?.entries.find((one) => one.id === event.params.entryId)) };
  });

export const actions: Actions = onSubmit(hostedEntryForm, async (work, settled, { params }) => {
  await changeHostedEntry(work, params.hostingId, params.entryId, settled);
  return `/delegations/hostings/${params.hostingId}?did=saved#entries`;
});
