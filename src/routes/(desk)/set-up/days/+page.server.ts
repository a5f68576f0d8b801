import { addDaysOff } from "#modules/reference/reference-days.commands.server.ts";
import { daysOffForm } from "#modules/reference/reference.forms.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { onSubmit, problemPage } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) =>
  problemPage(() => {
    requirePermission(canCorrectFacts(locals.actor));
    return Promise.resolve({ year: today().slice(0, 4) });
  });

export const actions: Actions = onSubmit(daysOffForm, async (work, input) => {
  await addDaysOff(work, input);
  return "/set-up/place?did=saved";
});
