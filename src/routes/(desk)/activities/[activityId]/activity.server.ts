import { canTake } from "#modules/activities/activity.policy.ts";
import { findActivity } from "#modules/activities/activity.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read } from "#platform/http.server.ts";

/** The activity, for a step that this actor may take. */
export function loadActivity(event: { locals: App.Locals; params: { activityId: string } }) {
  return read(event, async (work) => {
    const activity = found(await findActivity(work, event.params.activityId));
    requirePermission(canTake(work.actor, activity));
    return {
      activity: {
        id: activity.id,
        title: activity.title,
        starts_on: activity.starts_on,
        participants: activity.participants,
      },
    };
  });
}
