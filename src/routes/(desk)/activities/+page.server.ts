import { canRecord } from "#modules/activities/activity.policy.ts";
import { activityList } from "#modules/activities/activity.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readCounted } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    ...(await readCounted(event, work, activityList)),
    canRecord: canRecord(work.actor),
  }));
