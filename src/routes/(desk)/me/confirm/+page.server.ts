import { fail, redirect } from "@sveltejs/kit";
import { confirmForm } from "#modules/access/account.forms.ts";
import { readWaysIn } from "#modules/access/account.queries.server.ts";
import { config } from "#platform/config.ts";
import { load as read } from "#platform/http.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { enterByPassword } from "../../../sign-in/enter.server.ts";
import { wordOfProvider } from "../../../sign-in/provider-said.server.ts";
import { safeNext } from "../../../sign-in/session.server.ts";
import { sessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  const session = sessionOf(event);
  return read(event, async (work) => ({
    next: safeNext(event.url.searchParams.get("next")),
    refused: wordOfProvider(event.url),
    email: work.actor.email,
    ways: { ...(await readWaysIn(work, session.userId)), hasOidc: config.oidc !== undefined },
  }));
};

export const actions: Actions = {
  default: async (event) => {
    sessionOf(event);
    const form = await formIn(event);
    const next = safeNext(form.get("next"));
    const values = confirmForm.safeParse({ password: form.get("password") });
    const said = { email: event.locals.actor.email, password: values.data?.password ?? "" };
    const refused = values.success ? await enterByPassword(event, said, next) : "error_required";
    if (refused.startsWith("/")) redirect(303, refused);
    const errors = { password: wordsFor(refused === "error_sign_in_wrong" ? "error_password_wrong" : refused) ?? "" };
    return fail(refused === "error_too_often" ? 429 : 422, { refusal: { values: { next }, errors } });
  },
};
