import { STATUSES } from "#modules/delegations/delegation.model.ts";
import { canPropose } from "#modules/delegations/delegation.policy.ts";
import { countDelegations, listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { MOST_COUNTED, load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";
import { filterOf } from "./filter.ts";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const filter = filterOf(event.url);
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
