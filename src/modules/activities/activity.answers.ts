import { z } from "zod";
import {
  day,
  dayOrNone,
  flag,
  items,
  key,
  named,
  number,
  numberOrNone,
  ofRecord,
  text,
  textOrNone,
} from "#platform/answers.ts";
import { ACTIVITY_KINDS, ACTIVITY_STATUSES, LEVELS, OCCASIONS } from "./activity.model.ts";

const said = {
  /** What reports count it as. */
  kind: z.enum(ACTIVITY_KINDS),
  /** Null where it is the kind of the reports itself, which has a name in the office's words too. */
  own_kind_id: key().nullable(),
  ...named("own_kind_name"),
  status: z.enum(ACTIVITY_STATUSES),
  title: text(),
  starts_on: day(),
  /** HH:MM, as its place has it. */
  starts_at: textOrNone(),
  /** Null where it is over on the day on which it begins. */
  ends_on: dayOrNone(),
  countries: z.array(text()),
  is_multilateral: flag(),
  level: z.enum(LEVELS),
  place: textOrNone(),
  participants: numberOrNone(),
  result: textOrNone(),
  ...named("unit_name"),
};

export const activityAnswers = {
  row: z.object({ id: key(), unit_id: key(), version: number(), ...said }),
  one: z.object({
    ...ofRecord(),
    ...said,
    unit_kind: text(),
    planned_on: dayOrNone(),
    is_in_plan: flag(),
    is_international_conference: flag(),
    is_joint: flag().nullable(),
    occasion: z.enum(OCCASIONS),
    occasion_country: textOrNone(),
    occasion_years: numberOrNone(),
    series_id: key().nullable(),
    series_name: textOrNone(),
    edition: numberOrNone(),
    foreign_participants: numberOrNone(),
    /** When it was said that no next edition follows this one. */
    no_next_on: dayOrNone(),
    cancelled_reason: textOrNone(),
    /** Who chairs it, who interprets and in which room it is; not told to who is outside the union. */
    chair: textOrNone(),
    interpreter: textOrNone(),
    room: textOrNone(),
    /** The record that stays where this one was recorded a second time; what names it there has that record's id in `from_id`. */
    kept_in_id: key().nullable(),
    hosts: z.array(z.object({ id: key(), ...named("name"), is_lead: flag(), from_id: key().nullable() })),
    partners: z.array(z.object({ id: key(), name: text(), country_iso2: text(), from_id: key().nullable() })),
    /** Partners that took part and are not shown to the caller. */
    hidden_partners: number(),
    photos: z.array(z.object({ id: key(), name: text() })),
  }),
};

/** Kinds of activities in the office's own words, in the order in which one chooses. */
export const ownKindsAnswer = items(
  z.object({
    id: key(),
    ...named("name"),
    kind: z.enum(ACTIVITY_KINDS),
    is_plain: flag(),
    rank: number(),
    from_on: dayOrNone(),
    until_on: dayOrNone(),
    is_offered: flag(),
    version: number(),
  }),
);

/** Series, with how many editions were held, the last and the next of them. */
export const seriesAnswer = items(
  z.object({
    id: key(),
    name: text(),
    ...named("unit_name"),
    editions: number(),
    last_id: key().nullable(),
    last_on: dayOrNone(),
    next_id: key().nullable(),
    next_on: dayOrNone(),
  }),
);
