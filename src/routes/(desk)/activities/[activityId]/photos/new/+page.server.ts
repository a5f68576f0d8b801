import { addPhoto } from "#modules/activities/activity.commands.server.ts";
import { photoForm } from "#modules/activities/activity.forms.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadActivity } from "../../activity.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadActivity(event);

export const actions: Actions = onSubmit(photoForm, async (work, input, { params }) => {
  await addPhoto(work, params.activityId, input);
  return `/activities/${params.activityId}?did=activity_photo`;
});
