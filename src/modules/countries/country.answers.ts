import { z } from "zod";
import { day, dayOrNone, flag, items, named, number, numberOrNone, text, textOrNone } from "#platform/answers.ts";

/** Null where it is not told, as to people outside the union. */
const perYear = z.array(z.record(z.string(), z.union([text(), number(), z.null()]))).nullable();

const noteIn = {
  note_in: z.record(z.string(), z.string()).nullable(),
  note_vi: textOrNone().optional(),
  note_en: textOrNone().optional(),
};

export const dossierAnswer = z.object({
  iso2: text(),
  ...named("name"),
  ...named("region"),
  capital: textOrNone(),
  capital_in: z.record(z.string(), z.string()),
  capital_vi: textOrNone(),
  capital_en: textOrNone(),
  status: text(),
  national_day: textOrNone(),
  national_day_source: textOrNone(),
  national_day_to_be_confirmed: flag(),
  established_on: dayOrNone(),
  precision: textOrNone(),
  confidence: textOrNone(),
  relations_to_be_confirmed: flag(),
  note: textOrNone(),
  ...noteIn,
  as_of: day(),
  // What is not told to people outside the union is null; `open` is how many of each the reader may open.
  counts: z.record(z.string(), numberOrNone()),
  open: z.record(z.string(), number()),
  activities_by_year: perYear,
  aid_by_year: perYear,
  delegations_by_year: perYear,
});

export const anniversariesAnswer = items(
  z.object({
    iso2: text(),
    kind: z.enum(["relations", "association"]),
    founded_on: day(),
    falls_on: day(),
    years: number(),
    confidence: text(),
    to_be_confirmed: flag(),
    note: textOrNone(),
    ...noteIn,
  }),
);
