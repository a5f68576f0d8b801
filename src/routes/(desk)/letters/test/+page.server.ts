import { requirePermission } from "#platform/errors.ts";
import { onSubmit } from "#platform/http.server.ts";
import { resendForm } from "#platform/letter.filter.ts";
import { canKeepLetters, sendTestLetter } from "#platform/letter-list.server.ts";
import { problemPage } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Whoever came from the set-up goes on there. */
const backOf = (url: URL) => (url.searchParams.get("from") === "set-up" ? "/set-up/safety" : "/letters");

export const load: PageServerLoad = ({ locals, url }) =>
  problemPage(() => {
    requirePermission(canKeepLetters(locals.actor));
    return Promise.resolve({ email: locals.actor.email, back: backOf(url) });
  });

export const actions: Actions = onSubmit(resendForm, async (work, _input, { url }) => {
  await sendTestLetter(work);
  return `${backOf(url)}?did=letter_tested`;
});
