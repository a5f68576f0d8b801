import { addPhoto } from "#modules/activities/activity.commands.server.ts";
import { photoForm } from "#modules/activities/activity.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadActivity } from "../../activity.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadActivity(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, photoForm, async (work, input) => {
      await addPhoto(work, event.params.activityId, input);
      return `/activities/${event.params.activityId}?did=activity_photo`;
    }),
};
