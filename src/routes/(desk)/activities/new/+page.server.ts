import { findOwnCountry } from "#modules/countries/country.queries.server.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { canRecord } from "#modules/activities/activity.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import { listActivityChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canRecord(work.actor));
    return {
      choices: await listActivityChoices(work, event.locals),
      today: today(),
      country: event.url.searchParams.get("country") ?? (await findOwnCountry(work)),
    };
  });

export const actions: Actions = onSubmit(
  recordForm,
  async (work, record) => `/activities/${await recordActivity(work, record)}?did=activity_recorded`,
);
