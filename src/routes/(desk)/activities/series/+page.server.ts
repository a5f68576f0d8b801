import { canRecord } from "#modules/activities/activity.policy.ts";
import { listSeriesWithEditions } from "#modules/activities/series.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    series: await listSeriesWithEditions(work),
    mayRecord: canRecord(work.actor),
  }));
