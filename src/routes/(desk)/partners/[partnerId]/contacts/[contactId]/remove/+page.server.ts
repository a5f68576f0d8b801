import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { submitRemoval } from "#platform/part-page.server.ts";
import { loadPartner } from "../../../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "edit");

export const actions: Actions = {
  default: (event) => {
    const place = { recordId: event.params.partnerId, name: "contact", id: event.params.contactId } as const;
    return submitRemoval(event, PARTNER_PARTS, place, `/partners/${place.recordId}?did=part_removed`);
  },
};
