import { requirePermission } from "#platform/errors.ts";
import { onSubmit } from "#platform/http.server.ts";
import { resendForm } from "#platform/letter.filter.ts";
import { canKeepLetters, sendTestLetter } from "#platform/letter-list.server.ts";
import { problemPage } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) =>
  problemPage(() => {
    requirePermission(canKeepLetters(locals.actor));
    return Promise.resolve({ email: locals.actor.email });
  });

export const actions: Actions = onSubmit(resendForm, async (work) => {
  await sendTestLetter(work);
  return "/letters?did=letter_tested";
});
