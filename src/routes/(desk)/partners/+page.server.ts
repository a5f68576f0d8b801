import { canRegister } from "#modules/partners/partner.policy.ts";
import { countPartners, partnerList } from "#modules/partners/partner.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { MOST_COUNTED } from "#platform/list.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, partnerList);
    return {
      ...page,
      total: await countPartners(work, page.filter, MOST_COUNTED),
      canRegister: canRegister(work.actor),
    };
  });
