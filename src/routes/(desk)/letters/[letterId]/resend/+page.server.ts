import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { resendForm } from "#platform/letter.filter.ts";
import { findLetter, resendLetter } from "#platform/letter-list.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { recipient, subject, state, answer } = found(await findLetter(work, event.params.letterId));
    return { recipient, subject, state, answer: answer ?? "" };
  });

export const actions: Actions = onSubmit(resendForm, async (work, _nothing, { params }) => {
  await resendLetter(work, params.letterId ?? "");
  return "/letters?did=letter_resent";
});
