import { fillPost } from "#modules/units/unit.commands.server.ts";
import { postForm } from "#modules/units/unit.forms.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadUnit } from "../../unit.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadUnit(event);

export const actions: Actions = onSubmit(postForm, async (work, input, { params }) => {
  await fillPost(work, params.unitId, input);
  return `/units/${params.unitId}?did=saved`;
});
