import { redirect } from "@sveltejs/kit";
import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { sayPart } from "#modules/identity/set-up.commands.server.ts";
import { papersStepForm } from "#modules/identity/set-up.forms.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { layoutsOf } from "#platform/paper-layout.ts";
import { after } from "../set-up.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const { language, paper_layout, version } = await findIdentity(work);
    const layouts = layoutsOf(language);
    // Of one layout nothing is asked; the place says so.
    if (layouts.length === 1) redirect(303, "/set-up/place");
    return { said: { paper_layout, version }, layouts, language };
  });

export const actions: Actions = onSubmit(papersStepForm, async (work, input) => {
  await sayPart(work, input);
  return `${after("place")}?did=saved`;
});
