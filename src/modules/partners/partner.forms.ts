import { z } from "zod";
import {
  birthYear,
  choice,
  country,
  flag,
  id,
  inOrder,
  names,
  optionalChoice,
  optionalDay,
  optionalPastDay,
  optionalText,
  paragraphs,
  text,
  version,
} from "#platform/forms.ts";
import { CONTACT_KINDS, LANGUAGES, NAME_KINDS, PARTNER_KINDS, RELATION_KINDS } from "./partner.model.ts";

const facts = {
  kind: choice(PARTNER_KINDS),
  name: text(300),
  name_in: names(300),
  family_name: optionalText(100),
  given_name: optionalText(100),
  position: optionalText(200),
  addressed_as: optionalText(200),
  language: optionalChoice(LANGUAGES),
  country_iso2: country(),
  city: optionalText(120),
  fields: optionalText(300),
  birth_year: birthYear(),
  introduced_by: optionalText(200),
  officer_name: optionalText(120),
  first_contact_on: optionalPastDay(),
  next_step: optionalText(500),
  next_step_on: optionalDay(),
};

export const registerForm = z.object(facts);
/** The same typed or called by hand: who says that it is another enters what is there by that name already. */
export const registerAskedForm = registerForm.extend({ is_another: flag() });
export const editForm = z.object({ ...facts, version: version() });
export const closeForm = z.object({ reason: paragraphs(500) });
export const nameForm = z
  .object({
    name: text(300),
    language: optionalChoice(LANGUAGES),
    kind: choice(NAME_KINDS),
    from_on: optionalDay(),
    until_on: optionalDay(),
  })
  .refine(...inOrder("from_on", "until_on"));
export const contactForm = z.object({ kind: choice(CONTACT_KINDS), value: text(300), consent_on: optionalPastDay() });
export const relationForm = z
  .object({
    other_partner_id: id(),
    kind: choice(RELATION_KINDS),
    from_on: optionalDay(),
    until_on: optionalDay(),
  })
  .refine(...inOrder("from_on", "until_on"));
export const suggestForm = z.object({ body: paragraphs(4000) });
export const settleForm = z.object({ outcome: paragraphs(2000) });
