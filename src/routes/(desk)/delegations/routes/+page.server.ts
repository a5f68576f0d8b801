import { canKeepRoutes } from "#modules/delegations/delegation.policy.ts";
import { listAllRoutes } from "#modules/delegations/delegation.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    routes: await listAllRoutes(work),
    mayKeep: canKeepRoutes(work.actor),
  }));
