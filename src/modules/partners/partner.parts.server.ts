import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import type { Part, RecordParts } from "#platform/part.server.ts";
import { part } from "#platform/part.server.ts";
import { lockPartner } from "./partner.commands.server.ts";
import { contactForm, nameForm, relationForm } from "./partner.forms.ts";
import type { PartName } from "./partner.model.ts";
import { canEdit } from "./partner.policy.ts";
import { findPartner } from "./partner.queries.server.ts";
import { rebuildOtherNames } from "./partner-names.commands.server.ts";

type Partner = Awaited<ReturnType<typeof lockPartner>>;

export const PARTNER_PARTS = {
  kind: "partner",
  column: "partner_id",
  find: findPartner,
  lock: lockPartner,
  mayChange: canEdit,
  parts: {
    name: part({
      table: "partner_name",
      form: nameForm,
      called: "name",
      follow: async (work, { id }) => void (await rebuildOtherNames(work, [id])),
    }),
    // What a contact point says is never in the history: its owner may take the consent back.
    contact: part({
      table: "partner_contact_point",
      form: contactForm,
      called: "kind",
      said: ["kind"],
      check: requireConsent,
    }),
    relation: part({
      table: "partner_relation",
      form: relationForm,
      called: "other_partner_id",
      check: requireAnother,
    }),
  },
} satisfies RecordParts<Partner, Record<PartName, Part<Partner>>>;

/** A person's telephone number or address needs a day of consent. */
function requireConsent(_work: Work, partner: Partner, contact: z.output<typeof contactForm>): void {
  if (partner.kind === "individual_friend" && !contact.consent_on) throw new RuleError("rule_consent_first");
}

function requireAnother(_work: Work, partner: Partner, relation: z.output<typeof relationForm>): void {
  if (relation.other_partner_id === partner.id) throw new RuleError("rule_relation_to_itself");
}
