import { cancelActivity } from "#modules/activities/activity.commands.server.ts";
import { cancelForm } from "#modules/activities/activity.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadActivity } from "../activity.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadActivity(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, cancelForm, async (work, input) => {
      await cancelActivity(work, event.params.activityId, input);
      return `/activities/${event.params.activityId}?did=activity_cancel`;
    }),
};
