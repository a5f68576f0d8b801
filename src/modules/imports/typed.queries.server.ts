import type { z } from "zod";
import { DOUBTFUL_NAMES } from "#modules/reference/country-names.model.ts";
import { listNamedCountries } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay, formatDays, formatMoney, formatNumber } from "#platform/format.ts";
import type { CountryNames } from "#platform/typed-country.ts";
import { countryNames, readCountries } from "#platform/typed-country.ts";
import { readDay } from "#platform/typed-day.ts";
import { readAmount, readCount } from "#platform/typed-number.ts";
import type { Understood, Verdict } from "#platform/verdict.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, ruleInWords, wordsFor } from "#platform/words.server.ts";
import { getLocale } from "#words/runtime.js";
import type { readForm } from "./import.forms.ts";

type Value = string | number | string[];
/** `value` is null unless the text was understood; of several countries in one text it is the list of their codes. */
type Item = {
  value: Value | null;
  end?: Value;
  qualifier?: string;
  currency?: string;
  verdict: string;
  message: string;
};

/** What the readers of imports make of these texts, in the order in which they were given. */
export async function listReadings(
  work: Work,
  { kind, texts, language = getLocale() }: z.output<typeof readForm>,
): Promise<Item[]> {
  const known = kind === "country" ? await inLocale(language, () => listNamedCountries(work)) : [];
  const countries = countryNames(known, DOUBTFUL_NAMES);
  return inLocale(language, () => texts.map((text) => READERS[kind](text, language, countries)));
}

const READERS: Record<
  z.output<typeof readForm>["kind"],
  (text: string, language: Locale, known: CountryNames) => Item
> = {
  day: (text) => itemOf(readDay(text), ({ value, end }) => (end ? formatDays(value, end) : formatDay(value))),
  count: (text) => itemOf(readCount(text), ({ value }) => formatNumber(value)),
  amount: (text, language) => {
    const { currency, ...read } = readAmount(text, language);
    const said = ({ value }: Understood<number>) =>
      currency ? formatMoney(value, currency) : formatNumber(value, Number.isInteger(value) ? 0 : 2);
    return { ...itemOf(read, said), ...(currency && { currency }) };
  },
  country: (text, _language, known) => {
    const read = readCountries(text, known);
    const said = ({ value }: Understood<string[]>) => value.map((iso2) => known.labels.get(iso2) ?? iso2).join(", ");
    const item = itemOf(read, said);
    return Array.isArray(item.value) && item.value.length === 1 ? { ...item, value: item.value[0] ?? null } : item;
  },
};

const SAID = {
  approximate: "typed_approximate",
  nearly: "typed_nearly",
  over: "typed_over",
  expected: "typed_expected",
} as const;

function itemOf<Read extends Value>(read: Verdict<Read>, said: (understood: Understood<Read>) => string): Item {
  if (read.verdict !== "understood")
    return { value: null, verdict: read.verdict, message: ruleInWords(read.code, read.details) };
  const { verdict, qualifier } = read;
  const message = wordsFor(qualifier ? SAID[qualifier] : "typed_understood", { said: said(read) }) ?? "";
  return { ...read, verdict, message };
}
