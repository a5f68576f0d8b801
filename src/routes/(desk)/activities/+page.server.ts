import { ACTIVITY_KINDS, ACTIVITY_STATUSES } from "#modules/activities/activity.model.ts";
import { canRecord } from "#modules/activities/activity.policy.ts";
import { countActivities, listActivities } from "#modules/activities/activity.queries.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { MOST_COUNTED, load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const asked = (name: string) => event.url.searchParams.get(name) || undefined;
    const filter = {
      kind: asked("kind"),
      year: asked("year"),
      month: asked("month"),
      country: asked("country"),
      status: asked("status"),
      level: asked("level"),
      q: asked("q"),
      unit_path: asked("mine") ? work.actor.unitPath : undefined,
    };
    return {
      ...(await listActivities(work, { ...filter, ...pageOf(event.url) })),
      total: await countActivities(work, filter, MOST_COUNTED),
      filter,
      mine: asked("mine"),
      kinds: ACTIVITY_KINDS,
      statuses: ACTIVITY_STATUSES,
      countries: await listCountries(work),
      canRecord: canRecord(work.actor),
    };
  });
