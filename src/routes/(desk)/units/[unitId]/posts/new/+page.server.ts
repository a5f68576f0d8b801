import { fillPost } from "#modules/units/unit.commands.server.ts";
import { postForm } from "#modules/units/unit.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadUnit } from "../../unit.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadUnit(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, postForm, async (work, input) => {
      await fillPost(work, event.params.unitId, input);
      return `/units/${event.params.unitId}?did=saved`;
    }),
};
