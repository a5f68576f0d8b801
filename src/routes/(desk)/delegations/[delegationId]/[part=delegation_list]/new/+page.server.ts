import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { PARTS } from "#modules/delegations/delegation.model.ts";
import { load as read } from "#platform/http.server.ts";
import { submitNewPart } from "#platform/part-page.server.ts";
import { openParts } from "../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({ ...(await openParts(work, event.params.delegationId)), name: event.params.part }));

export const actions: Actions = {
  default: (event) => {
    const { delegationId: recordId, part: name } = event.params;
    const target = `/delegations/${recordId}?did=part_added#${PARTS[name]}`;
    return submitNewPart(event, DELEGATION_PARTS, { recordId, name }, target);
  },
};
