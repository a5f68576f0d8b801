import { canKeepKinds } from "#modules/activities/activity.policy.ts";
import { listKeptKinds } from "#modules/activities/own-kind.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    // What an office calls its work is the union's own; guests meet it on what they were shown.
    requirePermission(work.actor.reach !== "outside");
    return { kinds: await listKeptKinds(work), mayKeep: canKeepKinds(work.actor) };
  });
