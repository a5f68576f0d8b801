import { holdActivity } from "#modules/activities/activity.commands.server.ts";
import { holdForm } from "#modules/activities/activity.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadActivity } from "../activity.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadActivity(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, holdForm, async (work, input) => {
      await holdActivity(work, event.params.activityId, input);
      return `/activities/${event.params.activityId}?did=activity_hold`;
    }),
};
