import { endPost } from "#modules/units/unit.commands.server.ts";
import { endPostForm } from "#modules/units/unit.forms.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadUnit } from "../../../unit.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadUnit(event);

export const actions: Actions = onSubmit(endPostForm, async (work, end, { params }) => {
  await endPost(work, params.unitId, { ...end, id: params.postId });
  return `/units/${params.unitId}?did=saved`;
});
