import { ACTIVITY_KINDS, ACTIVITY_STATUSES } from "#modules/activities/activity.model.ts";
import { canRecord } from "#modules/activities/activity.policy.ts";
import { countActivities, listActivities } from "#modules/activities/activity.queries.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { MOST_COUNTED, load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";
import { filterOf } from "./filter.ts";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const filter = filterOf(event.url, work);
    return {
      ...(await listActivities(work, { ...filter, ...pageOf(event.url) })),
      total: await countActivities(work, filter, MOST_COUNTED),
      filter,
      mine: event.url.searchParams.get("mine"),
      kinds: ACTIVITY_KINDS,
      statuses: ACTIVITY_STATUSES,
      countries: await listCountries(work),
      canRecord: canRecord(work.actor),
    };
  });
