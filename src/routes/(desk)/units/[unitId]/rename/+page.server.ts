import { renameUnit } from "#modules/units/unit.commands.server.ts";
import { renameForm } from "#modules/units/unit.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadUnit } from "../unit.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadUnit(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, renameForm, async (work, input) => {
      await renameUnit(work, event.params.unitId, input);
      return `/units/${event.params.unitId}?did=saved`;
    }),
};
