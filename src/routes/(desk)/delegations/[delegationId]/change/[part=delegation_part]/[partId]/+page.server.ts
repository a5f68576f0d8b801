import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { findPart } from "#platform/part.server.ts";
import { submitPart } from "#platform/part-page.server.ts";
import { openParts } from "../../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { delegationId: recordId, part: name, partId: id } = event.params;
    const { delegation, partners } = await openParts(work, recordId);
    const part = found(await findPart(work, DELEGATION_PARTS, { recordId, name, id }));
    const met = typeof part.partner_id === "string" ? await findPartner(work, part.partner_id) : undefined;
    // The one that was met, also when it is of another country than those offered.
    const others = partners.filter((one) => one.value !== met?.id);
    return {
      delegation,
      partners: met ? [{ value: met.id, label: met.name }, ...others] : partners,
      name,
      part,
      what: String(part.name ?? part.content_vi ?? part.description ?? met?.name ?? delegation.title),
    };
  });

export const actions: Actions = {
  default: (event) => {
    const { delegationId: recordId, part: name, partId: id } = event.params;
    return submitPart(event, DELEGATION_PARTS, { recordId, name, id }, `/delegations/${recordId}?did=saved`);
  },
};
