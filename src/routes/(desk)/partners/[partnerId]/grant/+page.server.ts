import { listGuests } from "#modules/access/access.queries.server.ts";
import { grantPartner } from "#modules/partners/partner-grant.commands.server.ts";
import { grantForm } from "#modules/partners/partner.forms.ts";
import { canEdit } from "#modules/partners/partner.policy.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    requirePermission(canEdit(work.actor, partner));
    const guests = await listGuests(work, ["partner", "foreign_ngo"]);
    return {
      partner: { id: partner.id, name: partner.name },
      guests: guests.map((one) => ({ value: one.id, label: one.name })),
      granted: guests.filter((one) => partner.named_user_ids.includes(one.id)).map((one) => one.name),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, grantForm, async (work, grant) => {
      await grantPartner(work, event.params.partnerId, grant);
      return `/partners/${event.params.partnerId}?did=${grant.access === "end" ? "grant_ended" : "granted"}`;
    }),
};
