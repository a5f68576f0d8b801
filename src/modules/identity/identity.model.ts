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
  "week_starts",
  "accent",
] as const;
export type Setting = (typeof SETTINGS)[number];

export const LANGUAGES = ["vi", "en"] as const;
/** Monday, Saturday, Sunday: no week begins on another day anywhere. */
export const WEEK_STARTS = ["1", "6", "7"] as const;
