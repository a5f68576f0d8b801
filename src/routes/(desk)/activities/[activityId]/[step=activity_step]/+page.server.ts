import { STEP_ACTS } from "#modules/activities/activity.steps.server.ts";
import { submit } from "#platform/http.server.ts";
import { loadActivity } from "../activity.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ ...(await loadActivity(event)), step: event.params.step });

export const actions: Actions = {
  default: (event) => {
    const { activityId, step } = event.params;
    const { form, take } = STEP_ACTS[step];
    return submit(event, form, async (work, input) => {
      await take(work, activityId, input);
      return `/activities/${activityId}?did=activity_${step}`;
    });
  },
};
