import { startSeries } from "#modules/activities/series.commands.server.ts";
import { seriesForm } from "#modules/activities/activity.forms.ts";
import { canRecord } from "#modules/activities/activity.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canRecord(work.actor));
  });

export const actions: Actions = onSubmit(seriesForm, async (work, series) => {
  await startSeries(work, series);
  return "/activities/series?did=saved";
});
