import { completeYear } from "#modules/reference/reference-fact.commands.server.ts";
import { findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { completeForm } from "#modules/reference/reference.forms.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { homeCalendar } from "#platform/home.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canCorrectFacts(work.actor));
    const until = await findCalendarEnd(work, homeCalendar());
    return { year: until ? Number(until.slice(0, 4)) + 1 : Number(today().slice(0, 4)) };
  });

export const actions: Actions = onSubmit(completeForm, async (work, input) => {
  await completeYear(work, input);
  return "/facts/days?did=saved";
});
