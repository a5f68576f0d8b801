import { locales } from "#words/runtime.js";
import { UNIT_KINDS } from "#modules/units/unit.model.ts";

/** What may be said of a union, in the order in which its page shows it. */
export const SETTINGS = [
  "name",
  "short_name",
  "seal",
  "seat",
  "country",
  "zone",
  "calendar",
  "currency",
  "language",
  "language_international",
  "languages_further",
  "paper_layout",
  "week_starts",
  "accent",
] as const;
export type Setting = (typeof SETTINGS)[number];

/** What else is said, on a page of its own: the union's words, its kinds of units, its work. */
export const OWN = ["words", "kinds", "works"] as const;
/** The picture that stands in the place of the letters. */
export const LOGO = "logo";
/** Words that a union may have of its own: every kind of unit, the officer of one, and the parts of its country. */
export const WORDS = [...UNIT_KINDS, "unit_officer", "province", "provinces"] as const;

/** Whatever Amity speaks. */
export const LANGUAGES = locales;
/** Monday, Saturday, Sunday: no week begins on another day anywhere. */
export const WEEK_STARTS = ["1", "6", "7"] as const;
