import { z } from "zod";
import { UNIT_KINDS } from "#modules/units/unit.model.ts";
import {
  choice,
  choices,
  flag,
  names,
  optionalChoice,
  optionalCountry,
  optionalText,
  text,
  version,
} from "#platform/forms.ts";
import { WORKS } from "#platform/own-words.ts";
import { CURRENCIES } from "#platform/currency.ts";
import type { Names } from "#platform/names.ts";
import { PAPER_LAYOUTS } from "#platform/paper-layout.ts";
import { isZone } from "#platform/zone.ts";
import { LANGUAGES, WEEK_STARTS, WORDS } from "./identity.model.ts";

/** A code that may be left open, read in one case. */
const code = (form: RegExp, error: string, lower = false) =>
  optionalText(60)
    .transform((said) => (lower ? said?.toLowerCase() : said?.toUpperCase()))
    .refine((said) => said === undefined || form.test(said), error);

const isCurrency = (said: string | undefined) => said === undefined || CURRENCIES.includes(said);

export const identityForm = z.object({
  name: text(200),
  name_in: names(200),
  short_name: text(40),
  short_name_in: names(40),
  seal: text(4),
  seat: text(100),
  seat_in: names(100),
  country: optionalCountry(),
  zone: text(60).refine(isZone, "error_zone"),
  calendar: code(/^[a-z][a-z0-9_]{0,19}$/, "error_calendar", true),
  currency: code(/^[A-Z]{3}$/, "error_currency").refine(isCurrency, "error_currency"),
  language: choice(LANGUAGES),
  language_international: choice(LANGUAGES),
  languages_further: choices(LANGUAGES),
  // Asked only where the language has more than one.
  paper_layout: optionalChoice(PAPER_LAYOUTS),
  week_starts: z.preprocess(String, choice(WEEK_STARTS)).transform(Number),
  accent: code(/^#[0-9a-f]{6}$/, "error_accent", true),
  version: version(),
});

/** The mark of the union, or that it is taken away again. */
export const logoForm = z
  .object({
    logo: z.preprocess(
      (value) => (value instanceof File && value.size === 0 ? undefined : value),
      z
        .file("error_file")
        .max(200_000, "error_file_size_logo")
        .mime(["image/png", "image/jpeg", "image/webp"], "error_file_kind")
        .optional(),
    ),
    is_taken_away: flag(),
    version: version(),
  })
  .refine(({ logo, is_taken_away }) => logo || is_taken_away, { path: ["logo"], error: "error_file" });

/** A word as it is typed: in the home language and, a line each, in others; left open, the language's own word serves. */
const ownWords: Record<never, z.ZodType> = Object.fromEntries(
  WORDS.flatMap((word) => [[word, optionalText(60)] as const, [`${word}_in`, names(60)] as const]),
);

export const wordsForm = z
  .object({ ...ownWords, kinds: choices(UNIT_KINDS), works: choices(WORKS), version: version() })
  .superRefine((typed: Record<string, unknown>, context) => {
    for (const word of WORDS) {
      const others = Object.values((typed[`${word}_in`] ?? {}) as Names);
      if (typed[word] === undefined && others.some(Boolean))
        context.addIssue({ code: "custom", path: [word], message: "error_required" });
    }
  })
  .transform(({ kinds, works, version: read, ...typed }) => ({ kinds, works, version: read, words: wordsIn(typed) }));

function wordsIn(typed: Record<string, unknown>) {
  const said = WORDS.flatMap((word) => {
    const name = typed[word];
    return typeof name === "string" ? [[word, { name, name_in: (typed[`${word}_in`] ?? {}) as Names }] as const] : [];
  });
  return Object.fromEntries(said);
}
