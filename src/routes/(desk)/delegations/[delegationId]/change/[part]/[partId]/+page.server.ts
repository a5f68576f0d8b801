import { error } from "@sveltejs/kit";
import { changePart } from "#modules/delegations/delegation-part-change.commands.server.ts";
import { PART_FORMS } from "#modules/delegations/delegation.forms.ts";
import type { PartName } from "#modules/delegations/delegation.model.ts";
import { findPart } from "#modules/delegations/delegation-parts.queries.server.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import { loadPart } from "../../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

const nameOf = (part: string): PartName => (part in PART_FORMS ? (part as PartName) : error(404));

export const load: PageServerLoad = async (event) => {
  const name = nameOf(event.params.part);
  const { delegationId, partId: id } = event.params;
  const { part, met } = await read(event, async (work) => {
    const part = found(await findPart(work, delegationId, { name, id }));
    const partnerId = part.partner_id;
    return { part, met: typeof partnerId === "string" ? await findPartner(work, partnerId) : undefined };
  });
  const { delegation, choices } = await loadPart(event);
  // The one that was met, also when it is of another country than those offered.
  const partners = choices.partners.filter((one) => one.value !== met?.id);
  if (met) partners.unshift({ value: met.id, label: met.name });
  const what = String(part.name ?? part.content_vi ?? part.description ?? met?.name ?? delegation.title);
  return { delegation, choices: { ...choices, partners }, name, part, what };
};

export const actions: Actions = {
  default: (event) => {
    const name = nameOf(event.params.part);
    const { delegationId, partId: id } = event.params;
    return submit(event, PART_FORMS[name], async (work, { version, ...values }) => {
      await changePart(work, delegationId, { name, id, version }, values);
      return `/delegations/${delegationId}?did=saved`;
    });
  },
};
