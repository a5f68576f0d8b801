import { holds } from "#platform/holds.server.ts";
import { editing, end, resource } from "#platform/resource.ts";
import { editPartner } from "./partner.commands.server.ts";
import { registerAsked } from "./partner-asked.commands.server.ts";
import { editForm, registerAskedForm, settleForm } from "./partner.forms.ts";
import { settleSuggestion } from "./partner-grant.commands.server.ts";
import { PARTS } from "./partner.model.ts";
import { PARTNER_PARTS } from "./partner.parts.server.ts";
import { countPartnersOf, findPartner, listPartnerParts, partnerList } from "./partner.queries.server.ts";
import { canShare } from "./partner.policy.ts";
import { partnerAnswers } from "./partner.answers.ts";
import { STEP_ACTS } from "./partner.steps.server.ts";

type Partner = NonNullable<Awaited<ReturnType<typeof findPartner>>>;

export const partners = resource({
  answers: partnerAnswers,
  says: { list: "Partners by name", one: "One partner" },
  list: partnerList,
  find: findPartner,
  parts: listPartnerParts,
  add: { says: "Register a partner", form: registerAskedForm, take: registerAsked },
  edit: editing(findPartner, editForm, editPartner, "Edit a partner: only what is sent changes, null empties"),
  steps: STEP_ACTS,
  holds: holds(PARTNER_PARTS, PARTS),
  ends: {
    suggestions: end("Resolve what the partner suggested", settleForm, (work, { id, partId }, settled) =>
      settleSuggestion(work, { partnerId: id, suggestionId: partId }, settled),
    ),
  },
  granted: true,
  sharing: { mayChange: (actor, record) => canShare(actor, record as unknown as Partner) },
  counts: async (work, country) => ({ partners: await countPartnersOf(work, country) }),
});
