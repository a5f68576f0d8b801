import { renameUnit } from "#modules/units/unit.commands.server.ts";
import { renameForm } from "#modules/units/unit.forms.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadUnit } from "../unit.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadUnit(event);

export const actions: Actions = onSubmit(renameForm, async (work, input, { params }) => {
  await renameUnit(work, params.unitId, input);
  return `/units/${params.unitId}?did=saved`;
});
