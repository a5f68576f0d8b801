import { fail, redirect } from "@sveltejs/kit";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { passOn } from "../../../../sign-in/session.server.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  default: async (event) => {
    const form = await formIn(event.request);
    const answer = await passOn(event, "/two-factor/disable", { password: form.get("password") });
    if (!answer.ok)
      return fail(422, { refusal: { values: {}, errors: { password: wordsFor("error_password_wrong") ?? "" } } });
    redirect(303, "/me?did=two_factor_off");
  },
};
