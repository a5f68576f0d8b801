import { suggestCorrection } from "#modules/partners/partner-grant.commands.server.ts";
import { suggestForm } from "#modules/partners/partner.forms.ts";
import { canSuggest } from "#modules/partners/partner.policy.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    requirePermission(canSuggest(work.actor, partner));
    return { partner: { id: partner.id, name: partner.name } };
  });

export const actions: Actions = onSubmit(suggestForm, async (work, suggestion, { params }) => {
  await suggestCorrection(work, params.partnerId, suggestion);
  return `/partners/${params.partnerId}?did=suggested`;
});
