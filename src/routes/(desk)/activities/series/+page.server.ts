import { canRecord } from "#modules/activities/activity.policy.ts";
import { listSeriesWithEditions } from "#modules/activities/series.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    series: await listSeriesWithEditions(work),
    mayRecord: canRecord(work.actor),
  }));
