import { STATUSES } from "#modules/delegations/delegation.model.ts";
import { canPropose } from "#modules/delegations/delegation.policy.ts";
import { countDelegations, listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { MOST_COUNTED, load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const asked = (name: string) => event.url.searchParams.get(name) || undefined;
    const filter = {
      direction: asked("direction"),
      year: asked("year"),
      status: asked("status"),
      country: asked("country"),
      unit_path: asked("unit_path"),
      q: asked("q"),
      sort: asked("sort"),
    };
    const page = pageOf(event.url);
    return {
      ...(await listDelegations(work, { ...filter, ...page })),
      total: await countDelegations(work, filter, MOST_COUNTED),
      filter,
      statuses: STATUSES,
      countries: await listCountries(work),
      canPropose: canPropose(work.actor),
    };
  });
