import { addProgrammeEntry } from "#modules/delegations/delegation-parts.commands.server.ts";
import { programmeForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPart } from "../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPart(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, programmeForm, async (work, part) => {
      await addProgrammeEntry(work, event.params.delegationId, part);
      return `/delegations/${event.params.delegationId}?did=part_added#programme`;
    }),
};
