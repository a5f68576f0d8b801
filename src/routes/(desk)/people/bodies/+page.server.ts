import { canKeepBodies } from "#modules/access/access.policy.ts";
import { listBodies } from "#modules/access/body.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(work.actor.reach !== "outside");
    return { bodies: await listBodies(work), mayKeep: canKeepBodies(work.actor) };
  });
