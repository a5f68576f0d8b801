import { error } from "@sveltejs/kit";
import { changePartnerPart } from "#modules/partners/partner-part.commands.server.ts";
import { PART_FORMS } from "#modules/partners/partner.forms.ts";
import type { PartName } from "#modules/partners/partner.model.ts";
import { findPartner, findPartnerPart } from "#modules/partners/partner.queries.server.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import { loadPartner } from "../../../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

const nameOf = (part: string): PartName => (part in PART_FORMS ? (part as PartName) : error(404));

export const load: PageServerLoad = async (event) => {
  const name = nameOf(event.params.part);
  const { partnerId, partId: id } = event.params;
  const { partner, choices } = await loadPartner(event, "edit");
  const { part, other } = await read(event, async (work) => {
    const part = found(await findPartnerPart(work, partnerId, { name, id }));
    const otherId = part.other_partner_id;
    return { part, other: typeof otherId === "string" ? await findPartner(work, otherId) : undefined };
  });
  // The one it is with now, also when it is of another country than those offered.
  const others = choices.others.filter((one) => one.value !== other?.id);
  if (other) others.unshift({ value: other.id, label: other.name });
  const what = String(part.name ?? part.value ?? other?.name ?? partner.name);
  return { partner, choices: { ...choices, others }, name, part, what };
};

export const actions: Actions = {
  default: (event) => {
    const name = nameOf(event.params.part);
    const { partnerId, partId: id } = event.params;
    return submit(event, PART_FORMS[name], async (work, { version, ...values }) => {
      await changePartnerPart(work, partnerId, { name, id, version }, values);
      return `/partners/${partnerId}?did=saved`;
    });
  },
};
