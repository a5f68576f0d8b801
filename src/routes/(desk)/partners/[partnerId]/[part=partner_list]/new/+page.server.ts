import { PARTS } from "#modules/partners/partner.model.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { load as read } from "#platform/http.server.ts";
import { submitNewPart } from "#platform/part-page.server.ts";
import { openParts } from "../../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({ ...(await openParts(work, event.params.partnerId)), name: event.params.part }));

export const actions: Actions = {
  default: (event) => {
    const { partnerId: recordId, part: name } = event.params;
    const target = `/partners/${recordId}?did=part_added#${PARTS[name]}`;
    return submitNewPart(event, PARTNER_PARTS, { recordId, name }, target);
  },
};
