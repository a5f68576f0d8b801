import { editing, resource } from "#platform/resource.ts";
import { editPartner, registerPartner } from "./partner.commands.server.ts";
import { editForm, registerForm } from "./partner.forms.ts";
import { countPartners, findPartner, listPartnerParts, partnerList } from "./partner.queries.server.ts";
import { STEP_ACTS } from "./partner.steps.server.ts";

export const partners = resource({
  says: { list: "Partners by name", one: "One partner" },
  list: partnerList,
  find: findPartner,
  parts: listPartnerParts,
  add: { says: "Register a partner", form: registerForm, take: registerPartner },
  edit: editing(findPartner, editForm, editPartner, "Edit a partner: only what is sent changes, null empties"),
  steps: STEP_ACTS,
  granted: true,
  counts: async (work, country) => ({ partners: await countPartners(work, { country }) }),
});
