import { editPartner } from "#modules/partners/partner.commands.server.ts";
import { editForm } from "#modules/partners/partner.forms.ts";
import { canEdit } from "#modules/partners/partner.policy.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    requirePermission(canEdit(work.actor, partner));
    return { partner, countries: await listCountryChoices(work) };
  });

export const actions: Actions = onSubmit(editForm, async (work, edit, { params }) => {
  await editPartner(work, params.partnerId, edit);
  return `/partners/${params.partnerId}?did=saved`;
});
