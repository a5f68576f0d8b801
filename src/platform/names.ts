import { getLocale, locales } from "#words/runtime.js";
import { home, unionLanguages } from "./home.ts";
import { collatorOf } from "./intl.ts";

/** Names by language tag (BCP 47); `en` is the international one. The own name is not among them. */
export type Names = Record<string, string>;

/** A row with a name of its own and, beside it, the same in other languages (`name`, `name_in`). */
export type Named<Column extends string = "name"> = { [Own in Column]: string } & { [All in `${Column}_in`]: Names };

/** In which language a name is shown that is not in the reader's: to whoever reads one of the union's as it calls itself, to others in the international one. */
export function insteadOf(locale: string): string | undefined {
  const { language, language_international } = home();
  return locale === language || locale === language_international ? undefined : language_international;
}

/** The name in the reader's language, else the own one. */
export function nameOf(row: Named): string;
export function nameOf<Column extends string>(row: Named<Column>, column: Column, locale?: string): string;
export function nameOf(row: object, column = "name", locale: string = getLocale()): string {
  const { [column]: own, [`${column}_in`]: names } = row as Record<string, string | Names>;
  return (names as Names)[locale] ?? (names as Names)[insteadOf(locale) ?? ""] ?? (own as string);
}

/** The names beside one that is said already. */
export function otherNames({ name, name_in }: Named, said: string): string {
  return [...new Set([name, ...Object.values(name_in)])].filter((other) => other !== said).join(" · ");
}

/** Rows to choose from, called in the reader's language. */
export function choices<Row extends Named>(rows: Row[], valueOf: (row: Row) => string) {
  return rows.map((row) => ({ value: valueOf(row), label: nameOf(row) }));
}

/** The same in the order of the reader's language. */
export function sortedChoices<Row extends Named>(rows: Row[], valueOf: (row: Row) => string) {
  const { compare } = collatorOf(getLocale());
  return choices(rows, valueOf).toSorted((one, other) => compare(one.label, other.label));
}

/** What was typed a line each (`fr: Nom`) or sent as an object, by language. */
export function readLines(given: unknown): unknown {
  if (isObject(given)) return byLanguage(Object.entries(given));
  if (typeof given !== "string") return given ?? {};
  const lines = given.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  return byLanguage(
    lines.map((line) => [/^[^:]*(?=:)/.exec(line)?.[0].trim() ?? "", line.replace(/^[^:]*:/, "").trim()]),
  );
}

/** Under its tag as it is always written; what is no language, or is said twice, stands under an empty one, which no form takes. */
function byLanguage(said: [tag: string, name: unknown][]): Record<string, unknown> {
  const names: Record<string, unknown> = {};
  for (const [tag, name] of said) {
    const language = canonical(tag);
    names[Object.hasOwn(names, language) ? "" : language] = name;
  }
  return names;
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "";
  } catch {
    return "";
  }
}

const IN_A_LANGUAGE = new RegExp(`^(\\w+)_(${locales.join("|")})$`);

/**
 * What was sent, with `name_en` and the like in `name_in`: forms have a field for each language of the interface, and so had calls.
 * A required name of its own was formerly sent as the Vietnamese one, and still is taken from there where it is missing.
 */
export function gatherNames(values: Record<string, unknown>, isRequired: (field: string) => boolean) {
  const gathered = { ...values };
  for (const [field, value] of Object.entries(values)) {
    const [, own, language] = IN_A_LANGUAGE.exec(field) ?? [];
    if (own === undefined || language === undefined) continue;
    delete gathered[field];
    const names = readLines(gathered[`${own}_in`]);
    if (!isObject(names)) continue;
    if (language === "vi" && !(own in values) && isRequired(own)) gathered[own] = value;
    else if (value === "") gathered[`${own}_in`] = { [language]: null, ...names };
    else gathered[`${own}_in`] = { ...names, [(names[language] ?? value) === value ? language : ""]: value };
  }
  return gathered;
}

/** The languages that forms have a field of their own for; names in others are typed a line each. */
export const fieldLanguages = (): (typeof locales)[number][] =>
  locales.filter((one) => ANSWERED.some((answered) => answered === one) || unionLanguages().includes(one));

/** The field of a form that a fault is about: a name in one of these languages has one of its own. */
export function fieldOf([field = "form", language]: readonly PropertyKey[]): string {
  return fieldLanguages().some((one) => one === language)
    ? String(field).replace(/in$/, String(language))
    : String(field);
}

/** A row as a form shows it: a field for each of these languages, the further ones a line each. */
export function withFields(row: Record<string, unknown>): Record<string, unknown> {
  const fields = { ...row };
  for (const [column, names] of Object.entries(row)) {
    const { own, fieldIn } = columnOf(column);
    if (!(own in row) || !isObject(names)) continue;
    const withField = fieldLanguages();
    for (const language of withField) fields[fieldIn[language]] = names[language] ?? "";
    const further = Object.entries(names).filter(([language]) => !withField.some((one) => one === language));
    fields[column] = further.map(([language, name]) => `${language}: ${String(name)}`).join("\n");
  }
  return fields;
}

/** The languages that answers have a field for since before names were by language; others stand in `name_in` alone, so that no answer grows. */
export const ANSWERED = ["vi", "en"] as const satisfies readonly (typeof locales)[number][];

/** An answer with every name also under its language (`name_vi`, `unit_name_en`), as calls have always read it: the own one where it is missing. */
export function withLanguages<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withLanguages) as Value;
  if (!isObject(value)) return value;
  const answered: Record<string, unknown> = { ...value };
  for (const column of Object.keys(value)) {
    const one = value[column];
    if (one === null || typeof one !== "object") continue;
    const { own, fieldIn } = columnOf(column);
    if (!(own in value) || !isObject(one)) answered[column] = withLanguages(one);
    else
      for (const language of ANSWERED)
        if (!(fieldIn[language] in value)) answered[fieldIn[language]] = one[language] ?? value[own];
  }
  return answered as Value;
}

type Column = { own: string; fieldIn: Record<(typeof locales)[number], string> };
const columns = new Map<string, Column>();
const fieldsOf = (own: string) =>
  Object.fromEntries(locales.map((one) => [one, own && `${own}_${one}`])) as Column["fieldIn"];
const NONE: Column = { own: "", fieldIn: fieldsOf("") };

/** What a column holds the names of, and the fields by language; known ones are kept, for every row of an answer asks. */
function columnOf(column: string): Column {
  if (!column.endsWith("_in")) return NONE;
  const own = column.slice(0, -"_in".length);
  const known = columns.get(column) ?? { own, fieldIn: fieldsOf(own) };
  columns.set(column, known);
  return known;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
}
