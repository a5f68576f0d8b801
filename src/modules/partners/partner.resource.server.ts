import { laidOver, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { editPartner, registerPartner } from "./partner.commands.server.ts";
import { editForm, patchForm, registerForm } from "./partner.forms.ts";
import { countPartnersOf, findPartner, listPartnerParts, partnerList } from "./partner.queries.server.ts";
import { STEP_ACTS } from "./partner.steps.server.ts";

export const partners = resource({
  says: { list: "Partners by name", one: "One partner" },
  list: partnerList,
  find: findPartner,
  parts: listPartnerParts,
  add: { says: "Register a partner", form: registerForm, take: registerPartner },
  edit: act(patchForm, laidOver(findPartner, editForm, editPartner), { says: "Edit a partner (If-Match: version)" }),
  steps: STEP_ACTS,
  granted: true,
  counts: async (work, country) => ({ partners: await countPartnersOf(work, country) }),
});
