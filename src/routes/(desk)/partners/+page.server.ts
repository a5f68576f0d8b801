import { PARTNER_KINDS, PARTNER_STATUSES } from "#modules/partners/partner.model.ts";
import { canRegister } from "#modules/partners/partner.policy.ts";
import { countPartners, listPartners } from "#modules/partners/partner.queries.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { MOST_COUNTED, load as read, pageOf } from "#platform/http.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const asked = (name: string) => event.url.searchParams.get(name) || undefined;
    const filter = {
      kind: asked("kind"),
      country: asked("country"),
      status: asked("status"),
      q: asked("q"),
      sort: asked("sort"),
      silent_since: asked("silent") ? addDays(today(), -365) : undefined,
    };
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
