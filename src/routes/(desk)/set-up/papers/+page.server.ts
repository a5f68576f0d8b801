import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { layoutsFor } from "#modules/identity/paper-layout.server.ts";
import { sayPart } from "#modules/identity/set-up.commands.server.ts";
import { papersStepForm } from "#modules/identity/set-up.forms.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { choices } from "#platform/names.ts";
import { after } from "../set-up.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const { id, country, paper_layout, version } = await findIdentity(work);
    const layouts = layoutsFor(country, paper_layout);
    return {
      isSaid: id !== null,
      layouts: layouts.map(({ name, name_in, about, about_in }) => ({ name, name_in, about, about_in })),
      options: choices(layouts, (one) => one.layout),
      said: { paper_layout: paper_layout ?? "plain", version },
    };
  });

export const actions: Actions = onSubmit(papersStepForm, async (work, input) => {
  await sayPart(work, input);
  return `${after("papers")}?did=saved`;
});
