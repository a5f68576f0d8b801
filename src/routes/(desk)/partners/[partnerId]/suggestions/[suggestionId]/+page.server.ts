import { settleSuggestion } from "#modules/partners/partner-grant.commands.server.ts";
import { settleForm } from "#modules/partners/partner.forms.ts";
import { canEdit } from "#modules/partners/partner.policy.ts";
import { findPartner, findSuggestion } from "#modules/partners/partner.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    requirePermission(canEdit(work.actor, partner));
    return {
      partner: { id: partner.id, name: partner.name },
      suggestion: found(await findSuggestion(work, event.params)),
    };
  });

export const actions: Actions = onSubmit(settleForm, async (work, settled, { params }) => {
  await settleSuggestion(work, params, settled);
  return `/partners/${params.partnerId}?did=settled`;
});
