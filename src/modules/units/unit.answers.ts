import { z } from "zod";
import { dayOrNone, flag, instant, key, named, number, text, textOrNone } from "#platform/answers.ts";
import { UNIT_KINDS } from "./unit.model.ts";

const row = {
  id: key(),
  kind: z.enum(UNIT_KINDS),
  code: text(),
  path: text(),
  parent_id: key().nullable(),
  ...named("name"),
  country_iso2: textOrNone(),
  province_code: textOrNone(),
  founded_on: dayOrNone(),
  closed_on: dayOrNone(),
  confidence: text(),
};
const period = { from_on: dayOrNone(), until_on: dayOrNone() };
const member = z.object({ id: key(), membership_id: key(), ...named("name"), closed_on: dayOrNone(), ...period });

export const unitAnswers = {
  row: z.object(row),
  one: z.object({
    ...row,
    version: number(),
    source: textOrNone(),
    created_at: instant(),
    names: z.array(
      z.object({
        id: key(),
        unit_id: key(),
        language: text(),
        name: text(),
        short_name: textOrNone(),
        is_own: flag(),
        ...period,
      }),
    ),
    posts: z.array(
      z.object({
        id: key(),
        unit_id: key(),
        ...named("title"),
        holder_name: text(),
        is_full_time: flag(),
        planned_until_on: dayOrNone(),
        ...period,
      }),
    ),
    memberships: z.array(member),
    memberOf: z.array(member),
    members: z.array(member),
    accreditations: z.array(z.object({ id: key(), iso2: text(), ...named("name"), ...period })),
    children: z.array(z.object(row)),
  }),
};
