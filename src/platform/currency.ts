/** Every currency that there is, by its code (ISO 4217). */
export const CURRENCIES = Intl.supportedValuesOf("currency") as [string, ...string[]];

/** What visits are paid in nearly everywhere. */
const USUAL = ["USD", "EUR", "GBP", "CHF", "CNY", "JPY"];

/** What a form offers: the union's own first, then the usual ones, and whatever stands there already. */
export const currenciesOffered = (own: unknown, held: unknown): string[] =>
  [...new Set([own, ...USUAL, held].filter((one) => typeof one === "string" && /^[A-Z]{3}$/.test(one)))] as string[];
