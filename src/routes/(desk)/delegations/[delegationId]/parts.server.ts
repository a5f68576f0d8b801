import type { PartName } from "#modules/delegations/delegation.model.ts";
import { PARTS } from "#modules/delegations/delegation.model.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { offerPartners } from "#modules/partners/partner.queries.server.ts";
import { wishFor } from "#platform/offer.ts";
import { partPages } from "#platform/part-page.server.ts";

type Params = { delegationId: string; part: PartName; partId?: string };

export const parts = partPages(DELEGATION_PARTS, {
  lists: PARTS,
  begun: (name) => (name === "member" ? ["role"] : []),
  placeOf: ({ delegationId, part, partId }: Params) => ({ recordId: delegationId, name: part, id: partId }),
  show: async (work, { id, title, direction, departs_on, countries }, part, locals) => {
    const partners = await offerPartners(work, wishFor(locals, "partner_id", part?.partner_id), { countries });
    const met = partners.options.find((one) => one.value === part?.partner_id)?.label;
    return {
      delegation: { id, title, direction, departs_on },
      partners,
      what: String(part?.name ?? part?.content ?? part?.description ?? met ?? title),
    };
  },
});
