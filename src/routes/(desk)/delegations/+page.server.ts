import { canPropose } from "#modules/delegations/delegation.policy.ts";
import { countDelegations, delegationList } from "#modules/delegations/delegation.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { MOST_COUNTED } from "#platform/list.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, delegationList);
    return {
      ...page,
      total: await countDelegations(work, page.filter, MOST_COUNTED),
      canPropose: canPropose(work.actor),
    };
  });
