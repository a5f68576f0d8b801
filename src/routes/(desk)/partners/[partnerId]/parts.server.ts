import type { PartName } from "#modules/partners/partner.model.ts";
import { PARTS } from "#modules/partners/partner.model.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { offerPartners } from "#modules/partners/partner.queries.server.ts";
import { wishFor } from "#platform/offer.ts";
import { partPages } from "#platform/part-page.server.ts";

type Params = { partnerId: string; part?: PartName; partId?: string; contactId?: string };

export const parts = partPages(PARTNER_PARTS, {
  lists: PARTS,
  placeOf: ({ partnerId, contactId, part = "contact", partId = contactId }: Params) => ({
    recordId: partnerId,
    name: part,
    id: partId,
  }),
  show: async (work, { id, name, country_iso2 }, part, locals) => {
    const wish = wishFor(locals, "other_partner_id", part?.other_partner_id);
    const others = await offerPartners(work, wish, { countries: [country_iso2], without: id });
    const other = others.options.find((one) => one.value === part?.other_partner_id)?.label;
    return {
      partner: { id, name },
      others,
      what: String(part?.name ?? part?.value ?? other ?? name),
    };
  },
});
