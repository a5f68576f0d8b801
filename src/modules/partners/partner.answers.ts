import { z } from "zod";
import { day, dayOrNone, key, named, numberOrNone, ofPart, ofRecord, text, textOrNone } from "#platform/answers.ts";
import { NAME_KINDS, PARTNER_KINDS, PARTNER_STATUSES, RELATION_KINDS, LANGUAGES } from "./partner.model.ts";

const said = {
  kind: z.enum(PARTNER_KINDS),
  status: z.enum(PARTNER_STATUSES),
  ...named("name"),
  country_iso2: text(),
  city: textOrNone(),
  next_step: textOrNone(),
  next_step_on: dayOrNone(),
  last_contact_on: dayOrNone(),
  ...named("unit_name"),
};
const ofName = { name: text(), language: textOrNone(), script: textOrNone(), kind: z.enum(NAME_KINDS) };
const period = { from_on: dayOrNone(), until_on: dayOrNone() };

export const partnerAnswers = {
  row: z.object({ id: key(), unit_id: key(), version: z.number(), ...said }),
  one: z.object({
    ...ofRecord(),
    ...said,
    family_name: textOrNone(),
    given_name: textOrNone(),
    position: textOrNone(),
    addressed_as: textOrNone(),
    language: z.enum(LANGUAGES).nullable(),
    fields: textOrNone(),
    birth_year: numberOrNone(),
    introduced_by: textOrNone(),
    officer_name: textOrNone(),
    first_contact_on: dayOrNone(),
    closed_reason: textOrNone(),
    ...named("country_name"),
    country_vi: text(),
    country_en: text(),
    names: z.array(z.object({ ...ofPart(), partner_id: key(), ...ofName, ...period })),
    relations: z.array(
      z.object({ id: key(), kind: z.enum(RELATION_KINDS), other_id: key(), other_name: text(), ...period }),
    ),
    events: z.array(
      z.object({
        id: key(),
        unit_id: key(),
        partner_id: key(),
        on_date: day(),
        title: text(),
        subject_kind: text(),
        subject_id: key(),
      }),
    ),
  }),
};
