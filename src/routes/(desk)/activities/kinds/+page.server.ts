import { canKeepKinds } from "#modules/activities/activity.policy.ts";
import { listKeptKinds } from "#modules/activities/own-kind.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    kinds: await listKeptKinds(work),
    mayKeep: canKeepKinds(work.actor),
  }));
