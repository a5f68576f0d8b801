import { fail } from "@sveltejs/kit";
import { createToken } from "#modules/access/access.commands.server.ts";
import { tokenForm } from "#modules/access/access.forms.ts";
import { inWork } from "#platform/db.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => void freshSessionOf(event);

export const actions: Actions = {
  default: async (event) => {
    freshSessionOf(event);
    const { request, locals } = event;
    const read = tokenForm.safeParse(Object.fromEntries(await formIn(request)));
    const userId = locals.actor.userId;
    if (!read.success || !userId)
      return fail(422, { refusal: { values: {}, errors: { name: wordsFor("error_required") ?? "" } } });
    // Shown once on this answer and never again, so there is no redirect.
    return { key: await inWork(locals.actor, (work) => createToken(work, userId, read.data.name)) };
  },
};
