import { sayWithoutMail } from "#modules/identity/set-up.commands.server.ts";
import { withoutMailForm } from "#modules/identity/set-up.forms.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { findSetUp } from "../set-up.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({ isWithoutMail: (await findSetUp(work)).identity.is_without_mail }));

export const actions: Actions = onSubmit(withoutMailForm, async (work, { is_without_mail }) => {
  await sayWithoutMail(work, is_without_mail);
  return "/set-up/safety?did=saved";
});
