import { fail, redirect } from "@sveltejs/kit";
import { codeForm } from "#modules/access/access.forms.ts";
import { passOn, safeNext } from "../session.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals, url }) => ({
  locale: locals.locale,
  next: safeNext(url.searchParams.get("next")),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await formIn(event);
    const read = codeForm.safeParse({ one_time_code: form.get("one_time_code") });
    const answer = read.success
      ? await passOn(event, "/second-step/verify", { code: read.data.one_time_code })
      : undefined;
    if (answer?.status === 410) redirect(303, "/sign-in");
    if (!answer?.ok)
      return fail(answer?.status === 429 ? 429 : 422, {
        message: wordsFor(answer?.status === 429 ? "error_too_often" : "error_code_wrong") ?? "",
      });
    redirect(303, safeNext(form.get("next")));
  },
};
