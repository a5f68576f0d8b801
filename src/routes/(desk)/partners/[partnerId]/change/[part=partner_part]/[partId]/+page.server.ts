import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { findPart } from "#platform/part.server.ts";
import { submitPart } from "#platform/part-page.server.ts";
import { openParts } from "../../../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { partnerId: recordId, part: name, partId: id } = event.params;
    const { partner, others } = await openParts(work, recordId);
    const part = found(await findPart(work, PARTNER_PARTS, { recordId, name, id }));
    const otherId = part.other_partner_id;
    const other = typeof otherId === "string" ? await findPartner(work, otherId) : undefined;
    // The one it is with now, also when it is of another country than those offered.
    const rest = others.filter((one) => one.value !== other?.id);
    return {
      partner,
      others: other ? [{ value: other.id, label: other.name }, ...rest] : others,
      name,
      part,
      what: String(part.name ?? part.value ?? other?.name ?? partner.name),
    };
  });

export const actions: Actions = {
  default: (event) => {
    const { partnerId: recordId, part: name, partId: id } = event.params;
    return submitPart(event, PARTNER_PARTS, { recordId, name, id }, `/partners/${recordId}?did=saved`);
  },
};
