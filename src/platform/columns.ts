import type { z } from "zod";
import { homeCountry } from "./home.ts";
import type { Names } from "./names.ts";
import type { KindThatIs } from "./kinds.ts";
import type { CountryNames } from "./typed-country.ts";
import { readCountries } from "./typed-country.ts";
import { readDay } from "./typed-day.ts";
import { readCount } from "./typed-number.ts";
import { fold, readYes } from "./typed.ts";
import { today } from "./time.ts";
import type { Verdict } from "./verdict.ts";

export type Value = string | number | boolean | string[] | Names | undefined;

/** A kind in the union's own words: all its names, what it counts as, and whether it is offered no more. */
export type TypedKind = { id: string | undefined; kind: string; names: string[]; isOver: boolean };

/** What a cell is read with beside its text. */
export type Reading = {
  countries: CountryNames;
  /** Kinds of activities as the union calls them. */
  kinds: readonly TypedKind[];
  /** The cell holds a number and no text: its point is the fraction's, whatever the language. */
  isNumber: boolean;
  /** The row names its record by Amity's own number: what that record holds already may be said again. */
  isNumbered: boolean;
  /** Called when the home country is left out. */
  leaveHome: () => void;
  /** The folded words of a list of values, in every language, to the values; `key` is that of the words. */
  wordsOf: (key: string, values: readonly string[]) => Map<string, string>;
};

/** Says why a text was not understood, of the whole cell or of what of it is quoted; the row stays out. */
type Refuse = (code: string, details?: Record<string, string>) => undefined;

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
  /** The headings that offices use, each whole; the first of a language is how we call it. */
  vi: string[];
  en: string[];
  /** Headings that mean it only where none of those above stands: "Ghi chú" is the result of a sheet that has no other. */
  lesser?: string[];
  /** Read from the cell of that column, and under no heading of its own. */
  beside?: string;
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

/** The columns that are also the table's. */
export function tableColumns(set: ColumnSet): { name: string; type: string }[] {
  const own = set.columns.flatMap(({ name, as, language }) => (as && !language ? [{ name, type: as.type }] : []));
  return set.columns.some((column) => column.language) ? [...own, { name: "name_in", type: "jsonb" }] : own;
}

export const words: CellKind = { type: "text", read: (text) => text };

/** One day, exactly: a span, or one that is only about, has no place in a cell that keeps a day. */
export const day: CellKind = {
  type: "date",
  read: (text, _reading, refuse) => {
    const read = readDay(text);
    if (read.verdict === "understood" && read.end) return refuse("typed_day_span");
    return exact(read, refuse);
  },
};

/** A day that has come. */
export const pastDay: CellKind = {
  type: "date",
  read: (text, reading, refuse) => {
    const read = day.read(text, reading, refuse);
    return typeof read === "string" && read > today() ? refuse("error_day_ahead") : read;
  },
};

export const count: CellKind = {
  type: "integer",
  read: (text, { isNumber }, refuse) => {
    if (!isNumber) return exact(readCount(text), refuse);
    return Number.isInteger(Number(text)) ? Number(text) : refuse("typed_number_whole");
  },
};

export const yes: CellKind = {
  type: "boolean",
  read: (text, _reading, refuse) => readYes(text) ?? refuse("typed_yes"),
};

/** The home country is no partner: it may stand in such a cell beside others and is not kept, which is said. */
export const countries: CellKind = {
  type: "text[]",
  read: (text, reading, refuse) => readAbroad(text, reading, refuse) ?? [],
};

/** The same where there must be one: the home country alone is none. */
export const someCountries: CellKind = {
  ...countries,
  read: (text, reading, refuse) => {
    const read = readAbroad(text, reading, refuse);
    if (read?.length === 0) return [atHome(reading, refuse) ?? []].flat();
    return read ?? [];
  },
};

export const country: CellKind = {
  type: "text",
  read: (text, reading, refuse) => {
    const read = readAbroad(text, reading, refuse);
    if (read?.length === 0) return atHome(reading, refuse);
    return read && read.length > 1 ? refuse("typed_country_one") : read?.[0];
  },
};

function readAbroad(text: string, reading: Reading, refuse: Refuse): string[] | undefined {
  const read = exact(readCountries(text, reading.countries), refuse);
  const home = homeCountry();
  if (read?.some((iso2) => iso2 === home)) reading.leaveHome();
  return read?.filter((iso2) => iso2 !== home);
}

/** Where a country must stand the home country is none, unless the record holds it from before. */
function atHome({ isNumbered }: Reading, refuse: Refuse): string | undefined {
  return isNumbered ? (homeCountry() ?? undefined) : refuse("typed_country_home");
}

/** What was understood and can be kept as it was said; else the question or the refusal, for nobody is there to answer. */
function exact<Read>(read: Verdict<Read>, refuse: Refuse): Read | undefined {
  if (read.verdict !== "understood") return refuse(read.code, read.details);
  return read.qualifier ? refuse("typed_qualified") : read.value;
}

/** One of a list of values, by its code or its words; an enum of the database has the name of its words. */
export function oneOf(key: string, values: readonly string[], type = key): CellKind {
  return {
    type,
    words: key,
    read: (text, { wordsOf }, refuse) => wordsOf(key, values).get(fold(text)) ?? refuse("import_kind"),
  };
}
