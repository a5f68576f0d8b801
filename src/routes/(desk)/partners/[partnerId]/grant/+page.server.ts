import { listGrantable } from "#modules/access/access.queries.server.ts";
import { grantPartner } from "#modules/partners/partner-grant.commands.server.ts";
import { grantForm } from "#modules/partners/partner.forms.ts";
import { canEdit } from "#modules/partners/partner.policy.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    requirePermission(canEdit(work.actor, partner));
    const people = await listGrantable(work, ["partner", "foreign_ngo"], partner.named_user_ids);
    return {
      partner: { id: partner.id, name: partner.name },
      people: people.map((one) => ({ value: one.id, label: one.name })),
      granted: people.filter((one) => one.isNamed).map((one) => one.name),
    };
  });

export const actions: Actions = onSubmit(grantForm, async (work, grant, { params }) => {
  await grantPartner(work, params.partnerId, grant);
  return `/partners/${params.partnerId}?did=${grant.access === "end" ? "grant_ended" : "granted"}`;
});
