import type { z } from "zod";
import type { Names } from "./names.ts";
import type { KindThatIs } from "./kinds.ts";
import { fold, parseAmount, parseDay, parseYes } from "./typed.ts";

export type Value = string | number | boolean | string[] | Names | undefined;

/** What a cell is read with beside its text. */
export type Reading = {
  is1904: boolean;
  /** Folded names of countries to their codes. */
  countries: Map<string, string>;
  /** The folded words of a list of values, in every language, to the values; `key` is that of the words. */
  wordsOf: (key: string, values: readonly string[]) => Map<string, string>;
};

/** Says why a text was not understood; the row stays out. */
type Refuse = (code: string, value?: string) => undefined;

/** How the text of a cell becomes a value, and of which type that value is in the table. */
export type CellKind = {
  type: string;
  read: (text: string, reading: Reading, refuse: Refuse) => Value;
  /** The key of the words of its values, where they have some. */
  words?: string;
};

export type Column = {
  /** Its name in the table and in the form. */
  name: string;
  /** The headings that offices use; the first Vietnamese one is the one we name. */
  vi: string[];
  en: string[];
  /** Left out where the column is none of the table: the code by which a row is known again, the unit it belongs to. */
  as?: CellKind;
  /** A sheet without it is none of this kind, and an empty cell is refused. */
  required?: boolean;
  /** The one of the names that it holds; the others stay as they are. */
  language?: string;
  /** What an empty cell means. */
  otherwise?: Value;
};

/** What of a table can be brought in from a sheet; each module declares its own once. */
export type ColumnSet = {
  table: KindThatIs<"imported">;
  form: z.ZodObject;
  columns: Column[];
  /** By which columns a record is known, its name first; those that a sheet may lack tell apart only where both say something. */
  identity: string[];
};

/** What an export carries and a sheet may say: which record it is, and as which of its versions it was taken out. */
export const OWN_NUMBER: Column[] = [
  { name: "id", vi: ["Mã Amity"], en: ["Amity number"] },
  { name: "version", vi: ["Lần ghi"], en: ["Version"] },
];

/** Their headings in an export, as the import finds them again. */
export const OWN_HEADINGS = ["Mã Amity / Amity number", "Lần ghi / Version"] as const;

/** The columns that are also the table's. */
export function tableColumns(set: ColumnSet): { name: string; type: string }[] {
  const own = set.columns.flatMap(({ name, as, language }) => (as && !language ? [{ name, type: as.type }] : []));
  return set.columns.some((column) => column.language) ? [...own, { name: "name_in", type: "jsonb" }] : own;
}

export const words: CellKind = { type: "text", read: (text) => text };

export const day: CellKind = {
  type: "date",
  read: (text, { is1904 }, refuse) => parseDay(text, is1904) ?? refuse("import_day"),
};

export const count: CellKind = { type: "integer", read: readCount };

export const yes: CellKind = { type: "boolean", read: parseYes };

export const countries: CellKind = { type: "text[]", read: readCountries };

export const country: CellKind = {
  type: "text",
  read: (text, reading, refuse) => readCountries(text, reading, refuse)[0] ?? "",
};

/** One of a list of values, by its code or its words; an enum of the database has the name of its words. */
export function oneOf(key: string, values: readonly string[], type = key): CellKind {
  return {
    type,
    words: key,
    read: (text, { wordsOf }, refuse) => wordsOf(key, values).get(fold(text)) ?? refuse("import_kind"),
  };
}

function readCount(text: string, _reading: Reading, refuse: Refuse): number | undefined {
  const amount = parseAmount(text);
  return amount && Number.isInteger(amount.value) && amount.value >= 0 ? amount.value : refuse("import_number");
}

function readCountries(text: string, reading: Reading, refuse: Refuse): string[] {
  const names = text
    .split(/[,;/\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const found = names.map((name) => reading.countries.get(fold(name)));
  const unknown = names.find((_, index) => found[index] === undefined);
  if (unknown) refuse("import_country", unknown);
  return [...new Set(found.filter((iso2) => iso2 !== undefined && iso2 !== "VN"))] as string[];
}
