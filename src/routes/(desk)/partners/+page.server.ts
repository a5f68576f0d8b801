import { PARTNER_KINDS, PARTNER_STATUSES } from "#modules/partners/partner.model.ts";
import { canRegister } from "#modules/partners/partner.policy.ts";
import { countPartners, listPartners } from "#modules/partners/partner.queries.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { MOST_COUNTED, load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";
import { filterOf } from "./filter.ts";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const filter = filterOf(event.url);
    return {
      ...(await listPartners(work, { ...filter, ...pageOf(event.url) })),
      total: await countPartners(work, filter, MOST_COUNTED),
      filter,
      kinds: PARTNER_KINDS,
      statuses: PARTNER_STATUSES,
      countries: await listCountries(work),
      canRegister: canRegister(work.actor),
    };
  });
