import type { PartName } from "#modules/delegations/delegation.model.ts";
import { PARTS } from "#modules/delegations/delegation.model.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import type { Hosting } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { listHostings } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { offerPartners } from "#modules/partners/partner.queries.server.ts";
import { choices } from "#platform/names.ts";
import { wishFor } from "#platform/offer.ts";
import { partPages } from "#platform/part-page.server.ts";

/** The unit that hosts, as a choice. */
const asNamed = ({ unit_id, host_name, host_name_in }: Hosting) => ({
  id: unit_id,
  name: host_name,
  name_in: host_name_in,
});

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
      hosts: choices(
        (await listHostings(work, id)).filter((one) => one.status !== "withdrawn").map(asNamed),
        (one) => one.id,
      ),
      what: String(part?.name ?? part?.vehicle ?? part?.content ?? part?.description ?? met ?? title),
    };
  },
});
