import { z } from "zod";
import { copyToNextEdition } from "#modules/activities/activity.commands.server.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadActivity } from "../activity.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadActivity(event);

export const actions: Actions = onSubmit(
  z.object({}),
  async (work, _nothing, { params }) =>
    `/activities/${await copyToNextEdition(work, params.activityId)}?did=activity_copied`,
);
