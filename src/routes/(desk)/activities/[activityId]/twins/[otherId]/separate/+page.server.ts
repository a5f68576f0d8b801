import { z } from "zod";
import { canJoin } from "#modules/activities/activity.policy.ts";
import { separateTwin } from "#modules/activities/activity-twin.commands.server.ts";
import { findTwin } from "#modules/activities/activity-twin.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { findBoth } from "../../../../both.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const [one, other] = await findBoth(work, event.params);
    requirePermission(canJoin(work.actor, one, other));
    const twin = await findTwin(work, [one.id, other.id]);
    found(twin?.is_same ? twin : undefined);
    return { both: [one, other] as const };
  });

export const actions: Actions = onSubmit(z.object({}), async (work, _nothing, { params }) => {
  await separateTwin(work, params.activityId, { other_id: params.otherId });
  return `/activities/${params.activityId}?did=activity_separated`;
});
