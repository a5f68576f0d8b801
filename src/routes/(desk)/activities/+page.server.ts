import { canRecord } from "#modules/activities/activity.policy.ts";
import { activityList, countActivities } from "#modules/activities/activity.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { MOST_COUNTED } from "#platform/list.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, activityList);
    return {
      ...page,
      total: await countActivities(work, page.filter, MOST_COUNTED),
      canRecord: canRecord(work.actor),
    };
  });
