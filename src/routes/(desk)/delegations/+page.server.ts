import { canPropose } from "#modules/delegations/delegation.policy.ts";
import { delegationList } from "#modules/delegations/delegation.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readCounted } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    ...(await readCounted(event, work, delegationList)),
    canPropose: canPropose(work.actor),
  }));
