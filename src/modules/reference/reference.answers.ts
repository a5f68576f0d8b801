import { z } from "zod";
import { day, dayOrNone, flag, items, named, number, text, textOrNone } from "#platform/answers.ts";
import type { FactKind } from "./reference-fact.model.ts";
import { DAY_KINDS, FACT_KINDS, MISSION_KINDS, PRECISIONS } from "./reference-fact.model.ts";

/** Where a fact is from, whether that settles it; `own_source` where this union says so itself. */
const grounds = {
  key: text(),
  source: text(),
  is_confirmed: flag(),
  own_source: textOrNone(),
  version: number(),
};

/** One fact of each kind, as its form has it. */
export const factAnswers = {
  days: z.object({ ...grounds, calendar: text(), on_date: day(), kind: z.enum(DAY_KINDS), ...named("name") }),
  relations: z.object({
    ...grounds,
    iso2: text(),
    established_on: day(),
    precision: z.enum(PRECISIONS),
    note: textOrNone(),
  }),
  missions: z.object({
    ...grounds,
    host_iso2: text(),
    city: text(),
    kind: z.enum(MISSION_KINDS),
    accredited_iso2: z.array(text()),
  }),
  countries: z.object({
    ...grounds,
    iso2: text(),
    ...named("name"),
    national_day: textOrNone(),
    capital: textOrNone(),
  }),
  provinces: z.object({
    ...grounds,
    code: text(),
    edition: number(),
    ...named("name"),
    successor_code: textOrNone(),
  }),
} satisfies Record<FactKind, z.ZodObject>;

/** All facts of a kind, and those of which this union says that they do not hold. */
export const factsAnswer = (kind: FactKind) =>
  z.object({
    items: z.array(factAnswers[kind]),
    taken_out: z.array(z.object({ key: text(), source: text(), version: number() })),
  });

/** How many there are of each kind, how many wait for a confirmation, how many this union says itself. */
export const factKindsAnswer = items(
  z.object({ kind: z.enum(FACT_KINDS), all: number(), open: number(), own: number() }),
).extend({ calendar_end: dayOrNone() });
