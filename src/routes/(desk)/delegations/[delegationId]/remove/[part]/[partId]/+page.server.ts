import { error } from "@sveltejs/kit";
import type { PartName } from "#modules/delegations/delegation.model.ts";
import { removePart } from "#modules/delegations/delegation-parts.commands.server.ts";
import { plainForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPart } from "../../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

const NAMES: readonly string[] = ["member", "programme", "meeting", "provision", "budget"];

export const load: PageServerLoad = (event) => (NAMES.includes(event.params.part) ? loadPart(event) : error(404));

export const actions: Actions = {
  default: (event) =>
    submit(event, plainForm, async (work) => {
      if (!NAMES.includes(event.params.part)) error(404);
      await removePart(work, event.params.delegationId, {
        name: event.params.part as PartName,
        id: event.params.partId,
      });
      return `/delegations/${event.params.delegationId}?did=part_removed`;
    }),
};
