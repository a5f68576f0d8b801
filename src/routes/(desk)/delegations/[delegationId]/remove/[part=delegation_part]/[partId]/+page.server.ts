import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { load as read } from "#platform/http.server.ts";
import { submitRemoval } from "#platform/part-page.server.ts";
import { openParts } from "../../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => read(event, (work) => openParts(work, event.params.delegationId));

export const actions: Actions = {
  default: (event) => {
    const { delegationId: recordId, part: name, partId: id } = event.params;
    return submitRemoval(event, DELEGATION_PARTS, { recordId, name, id }, `/delegations/${recordId}?did=part_removed`);
  },
};
