import { fail } from "@sveltejs/kit";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { passOn } from "../../../sign-in/session.server.ts";
import type { Actions } from "./$types";

type Enabled = { totpURI: string; backupCodes: string[] };

export const actions: Actions = {
  default: async (event) => {
    const form = await formIn(event.request);
    const answer = await passOn(event, "/two-factor/enable", { password: form.get("password") });
    if (!answer.ok)
      return fail(422, { refusal: { values: {}, errors: { password: wordsFor("error_password_wrong") ?? "" } } });
    const made = (await answer.json()) as Enabled;
    // Shown once on this answer, so there is no redirect.
    return {
      secret: new URL(made.totpURI).searchParams.get("secret") ?? "",
      uri: made.totpURI,
      backupCodes: made.backupCodes,
    };
  },
};
