import { endPost } from "#modules/units/unit.commands.server.ts";
import { endPostForm } from "#modules/units/unit.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadUnit } from "../../../unit.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadUnit(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, endPostForm, async (work, end) => {
      await endPost(work, event.params.unitId, { ...end, id: event.params.postId });
      return `/units/${event.params.unitId}?did=saved`;
    }),
};
