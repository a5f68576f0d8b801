import { canRegister } from "#modules/partners/partner.policy.ts";
import { partnerList } from "#modules/partners/partner.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readCounted } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    ...(await readCounted(event, work, partnerList)),
    canRegister: canRegister(work.actor),
  }));
