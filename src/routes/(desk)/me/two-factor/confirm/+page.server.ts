import { fail, redirect } from "@sveltejs/kit";
import { codeForm } from "#modules/access/access.forms.ts";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { passOn } from "../../../../sign-in/session.server.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  default: async (event) => {
    const read = codeForm.safeParse(Object.fromEntries(await formIn(event.request)));
    const answer = read.success ? await passOn(event, "/two-factor/verify-totp", read.data) : undefined;
    if (!answer?.ok)
      return fail(422, { refusal: { values: {}, errors: { code: wordsFor("error_code_wrong") ?? "" } } });
    redirect(303, "/me?did=two_factor_on");
  },
};
