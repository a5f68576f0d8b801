import { fail, redirect } from "@sveltejs/kit";
import { codeForm } from "#modules/access/access.forms.ts";
import { passOn, safeNext } from "../session.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { doorOf } from "../door.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async ({ locals, url }) => ({
  door: await doorOf({ locals }),
  next: safeNext(url.searchParams.get("next")),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await formIn(event);
    const read = codeForm.safeParse({ digits: form.get("digits") });
    const code = read.data?.digits;
    const answer = code === undefined ? undefined : await passOn(event, "/second-step/verify", { code });
    const next = safeNext(form.get("next"));
    if (answer?.status === 410) redirect(303, `/sign-in?did=code_over&next=${encodeURIComponent(next)}`);
    if (!answer?.ok)
      return fail(answer?.status === 429 ? 429 : 422, {
        message: wordsFor(answer?.status === 429 ? "error_too_often" : "error_code_wrong") ?? "",
      });
    redirect(303, next);
  },
};
