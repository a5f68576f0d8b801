import { z } from "zod";
import {
  choice,
  countries,
  count,
  country,
  day,
  flag,
  names,
  optionalParagraphs,
  optionalText,
  paragraphs,
  pastDay,
  text,
  version,
} from "#platform/forms.ts";
import { DAY_KINDS, MISSION_KINDS, PRECISIONS } from "./reference-fact.model.ts";

/** Every fact says where it is from, and whether that settles it. */
const grounds = { source: text(500), is_confirmed: flag(), version: version() };

export const dayForm = z.object({
  on_date: day(),
  kind: choice(DAY_KINDS),
  name: text(200),
  name_in: names(200),
  ...grounds,
});
/** Days off as they are pasted, a line each: the day, then what it is called. */
export const daysOffForm = z.object({ lines: paragraphs(20_000), source: text(500) });
export const relationForm = z.object({
  iso2: country(),
  established_on: pastDay(),
  precision: choice(PRECISIONS),
  note: optionalParagraphs(1000),
  ...grounds,
});
export const missionForm = z.object({
  host_iso2: country(),
  city: text(100),
  kind: choice(MISSION_KINDS),
  accredited_iso2: countries(0),
  ...grounds,
});

/** Day and month as they are written, kept as MM-DD; a leap day is one. */
const monthDay = z.preprocess(
  (value) => (typeof value === "string" && value.trim() === "" ? undefined : value),
  z
    .string()
    .transform((typed, context) => {
      const [, first, second] = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$/.exec(typed) ?? [];
      const kept = `${second?.padStart(2, "0")}-${first?.padStart(2, "0")}`;
      const date = new Date(`2000-${kept}T00:00:00Z`);
      if (!Number.isNaN(date.valueOf()) && date.toISOString().slice(5, 10) === kept) return kept;
      context.addIssue("error_day_and_month");
      return z.NEVER;
    })
    .optional(),
);
export const countryForm = z.object({ national_day: monthDay, capital: optionalText(100), ...grounds });
export const provinceForm = z.object({
  name: text(100),
  name_in: names(100),
  successor_code: optionalText(3),
  ...grounds,
});
export const takeOutForm = z.object({ source: text(500), version: version() });
export const takeBackForm = z.object({ version: version() });
export const completeForm = z.object({
  year: count(2200, 1900).pipe(z.number({ error: "error_year" }).int("error_year")),
  source: text(500),
});
