import { z } from "zod";
import { copyToNextEdition } from "#modules/activities/activity.commands.server.ts";
import { submit } from "#platform/http.server.ts";
import { loadActivity } from "../activity.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadActivity(event);

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      z.object({}),
      async (work) => `/activities/${await copyToNextEdition(work, event.params.activityId)}?did=activity_copied`,
    ),
};
