import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { clean } from "#platform/clean.ts";
import type { Column, ColumnSet } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay } from "#platform/format.ts";
import { isObject } from "#platform/names.ts";
import { wordsFor, wordsOfValue } from "#platform/words.server.ts";
import { getLocale } from "#words/runtime.js";
import { columnOf, headingOf } from "./column.model.ts";

/**
 * A sentence of an account as it is kept: its key and what fills it. Columns stand in it by their names, countries by their codes,
 * values as they are; they are said when somebody reads it, in that reader's language.
 */
export type Told = { code: string; details: Record<string, unknown> };

/** As it is kept: a quotation that was cut off may end in half a letter, which no database takes. */
export const kept = (told: unknown) =>
  JSON.stringify(told, (_name, value: unknown) => (typeof value === "string" ? clean(value) : value));

type Spoken = { set: ColumnSet; countries: Record<string, string> };

/** How these sentences are said to who reads now. */
export async function teller(work: Work, set: ColumnSet, all: Told[]): Promise<(told: Told) => string> {
  const countries = await listCountryNames(
    work,
    all.flatMap((told) => countriesIn(set, told)),
    getLocale(),
  );
  return (told) => sayTold(told, { set, countries });
}

export function sayTold({ code, details }: Told, spoken: Spoken): string {
  const inputs = Object.entries(details).map(([name, value]) => [name, inputOf(name, value, { details, ...spoken })]);
  return wordsFor(code, Object.fromEntries(inputs) as Record<string, string | number>) ?? code;
}

function inputOf(name: string, value: unknown, { set, details, countries }: Spoken & Pick<Told, "details">) {
  if (name === "column") return headingOf(columnOf(set, String(value)));
  if (name === "names" && Array.isArray(value)) return namesOf(set, value);
  if (name === "held" || name === "given") return shown(columnOf(set, String(details.column)), value, countries);
  if (name === "may" && details.codes)
    return codesOf(details)
      .map((iso2) => countries[iso2] ?? iso2)
      .join(", ");
  if (name === "name") return value || (wordsFor("import_unnamed") ?? "");
  if (name === "who") return value || (wordsFor("import_somebody") ?? "");
  return typeof value === "number" ? value : String(value ?? "");
}

const namesOf = (set: ColumnSet, names: unknown[]) =>
  names.map((name) => `"${headingOf(columnOf(set, String(name)))}"`).join(", ");

const isOfCountries = ({ name }: Column) => name === "countries" || name === "country_iso2";

/** The countries of which a doubtful name may be one; `may` has them as whoever sent the file reads them. */
const codesOf = ({ codes }: Told["details"]) => (typeof codes === "string" ? codes.split(" ") : []);

/** The countries that a sentence names by their codes. */
function countriesIn(set: ColumnSet, { details }: Told): string[] {
  const kept = isOfCountries(columnOf(set, String(details.column))) ? [details.held, details.given] : [];
  return [...codesOf(details), ...kept]
    .flat()
    .filter((one): one is string => typeof one === "string" && /^[A-Z]{2}$/.test(one));
}

/** A value as a reader knows it. */
function shown(column: Column, value: unknown, countries: Record<string, string>): string {
  if (value === null || value === undefined || value === "") return wordsFor("import_nothing") ?? "";
  if (typeof value === "boolean") return wordsFor(value ? "import_yes" : "import_no") ?? "";
  if (isOfCountries(column))
    return [value]
      .flat()
      .map((iso2) => countries[String(iso2)] ?? iso2)
      .join(", ");
  if (Array.isArray(value)) return value.join(", ");
  if (isObject(value)) return Object.values(value).join(" · ");
  const text = String(value as string | number);
  if (column.as?.type === "date") return formatDay(text);
  const key = column.as?.words;
  return key ? wordsOfValue(key, key.slice(key.lastIndexOf("_") + 1), text) : text.slice(0, 200);
}
