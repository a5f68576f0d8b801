import { DOUBTFUL_NAMES } from "#modules/reference/country-names.model.ts";
import { cleanText } from "#platform/clean.ts";
import type { BulkRow } from "#platform/bulk.server.ts";
import type { Column, ColumnSet, Reading, TypedKind, Value } from "#platform/columns.ts";
import { count } from "#platform/columns.ts";
import { homeCountry } from "#platform/home.ts";
import { same } from "#platform/identity.ts";
import type { Named } from "#platform/names.ts";
import { gatherNames, isObject } from "#platform/names.ts";
import type { CountryNames } from "#platform/typed-country.ts";
import { countryNames } from "#platform/typed-country.ts";
import { fold } from "#platform/typed.ts";
import { inLocale, wordsOfValue } from "#platform/words.server.ts";
import { locales } from "#words/runtime.js";
import { columnOf } from "./column.model.ts";
import { isOldText } from "./encoding.model.ts";
import type { SheetRow } from "./sheet-rows.server.ts";
import type { Plain } from "./lists.server.ts";
import type { Told } from "./told.server.ts";

/** What of a row was not written as it stands; its column by its name. */
export type Problem = Told & {
  row: number | null;
  column: string | null;
  kind: "refused" | "repeated" | "kept" | "alike" | "remained";
  record_id?: string | null;
};
export type Unit = NonNullable<BulkRow["unit"]>;
/** Under a name that several units have stands none. */
type Lists = { countries: CountryNames; kinds: readonly TypedKind[]; units: Map<string, Unit | undefined>; own: Unit };

/** What cells are compared with, made ready once for all rows. */
export const listsOf = ({ countries, units, own, kinds }: Plain): Lists => ({
  countries: countryNames(countries, DOUBTFUL_NAMES),
  units: unitsByName(units),
  kinds,
  own,
});

/** Units by their names with marks, and by the folded ones; a name that several have names none of them. */
function unitsByName(all: (Unit & Named)[]): Lists["units"] {
  const [exact, folded]: Map<string, Unit | undefined>[] = [new Map(), new Map()];
  const add = (to: Lists["units"] = new Map(), name: string, unit: Unit) =>
    to.set(name, !to.has(name) || to.get(name)?.id === unit.id ? unit : undefined);
  for (const one of all)
    for (const name of [one.name, ...Object.values(one.name_in)]) {
      add(exact, same(name), one);
      add(folded, fold(name), one);
    }
  return new Map([...(folded ?? []), ...(exact ?? [])]);
}

const wordLists = new Map<string, Map<string, string>>();

/** Values by their code and their words in every language; of "Hội thảo, tọa đàm" staff type either half. */
function wordsOf(key: string, values: readonly string[]): Map<string, string> {
  const known = wordLists.get(key);
  if (known) return known;
  const found = new Map<string, string>();
  // The words of activity_kind are asked for by kind, those of aid_sector by sector.
  const input = key.slice(key.lastIndexOf("_") + 1);
  for (const one of values) {
    found.set(fold(one), one);
    for (const locale of locales) {
      const words = inLocale(locale, () => wordsOfValue(key, input, one));
      for (const typed of [words, ...words.split(",")]) if (!found.has(fold(typed))) found.set(fold(typed), one);
    }
  }
  wordLists.set(key, found);
  return found;
}

type Reader = {
  row: SheetRow;
  lists: Lists;
  /** Those of this row. */
  problems: Problem[];
  set: ColumnSet;
  /** Which column of the sheet holds which of the set. */
  columns: Record<string, number>;
  /** Called when the home country is left out of a cell. */
  leaveHome: () => void;
};

/** One row of the sheet as a record to write, or its problems; never both. */
export function readRow(reader: Reader): Omit<BulkRow, "isAlone"> | undefined {
  const { row, set, columns } = reader;
  if (row.fault) {
    reader.problems.push({ row: row.number, column: null, code: row.fault, details: {}, kind: "refused" });
    return undefined;
  }
  for (const column of set.columns) {
    const fault = faultOf(row, columns[column.name] ?? -1, column);
    if (fault) refuse(reader, column, fault, { value: textOf(reader, column.name) });
  }
  const own = readNumber(reader);
  const unit = readUnit(reader, own !== undefined);
  const values = readValues(reader, own !== undefined);
  if (!values || reader.problems.length > 0) return undefined;
  const given = new Set(
    set.columns
      .filter((column) => textOf(reader, column.name) !== "" && !isAtHome(values[column.name]))
      .map((column) => (column.language ? "name_in" : column.name)),
  );
  return { line: row.number, unit, ...(own && { own }), values, given };
}

/** Of a cell that names the home country alone nothing is kept, and nothing goes because of it. */
const isAtHome = (value: Value) => [value].flat().every((one) => one === homeCountry());

/** Which record a row says it is: Amity's own number, and the version it was taken out as. */
function readNumber(reader: Reader): BulkRow["own"] {
  const [id, version] = [textOf(reader, "id").toLowerCase(), textOf(reader, "version")];
  if (id === "") return undefined;
  if (!UUID.test(id)) return refuse(reader, columnOf(reader.set, "id"), "import_number_unread", { value: id });
  // Another way of writing it is none that we wrote; the row is then compared as one of an unknown version.
  return { id, version: /^\d{1,9}$/.test(version) ? Number(version) : undefined };
}

/** Its unit by name, else the importer's own. A record named by its number has one already, which may have ended since. */
function readUnit(reader: Reader, isNumbered: boolean): Unit | undefined {
  const { units, own } = reader.lists;
  const typed = textOf(reader, "unit");
  if (typed === "") return own;
  const exact = same(typed);
  const name = units.has(exact) ? exact : fold(typed);
  const unit = units.get(name);
  if (!unit && !isNumbered)
    refuse(reader, columnOf(reader.set, "unit"), units.has(name) ? "import_unit_several" : "import_unit", {
      value: typed,
    });
  return unit;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The values as the table takes them: read cell by cell, then checked by the same form as one that is typed. */
function readValues(reader: Reader, isNumbered: boolean): BulkRow["values"] | undefined {
  const { set, lists, row, columns, leaveHome } = reader;
  const read: BulkRow["values"] = {};
  for (const column of set.columns) {
    if (!column.as) continue;
    const text = textOf(reader, column.name);
    // What a sheet does not say of a language stays.
    if (text === "" && column.language) continue;
    const isNumber = row.fractions.includes(columns[column.name] ?? -1);
    const reading: Reading = {
      countries: lists.countries,
      kinds: lists.kinds,
      isNumber,
      isNumbered,
      leaveHome,
      wordsOf,
    };
    if (text === "" && column.required) refuse(reader, column, "import_cell_empty");
    read[column.name] =
      text === "" && !column.required
        ? column.otherwise
        : column.as.read(text, reading, (code, details = { value: text }) => refuse(reader, column, code, details));
  }
  const gathered = gatherNames(read, () => false) as BulkRow["values"];
  const values: BulkRow["values"] = set.columns.some((column) => column.language)
    ? { name_in: {}, ...gathered }
    : gathered;
  const checked = set.form.safeParse(values);
  for (const issue of checked.error?.issues ?? []) {
    const [name = "", language] = issue.path.map(String);
    refuse(reader, columnOf(set, name, language), issue.message);
  }
  if (!checked.success) return undefined;
  for (const [name, given] of Object.entries(values)) {
    const value = checked.data[name] as Value;
    if (name in set.form.shape) values[name] = isObject(value) ? { ...(given as object), ...value } : value;
  }
  return values;
}

function textOf({ row, columns, set }: Reader, name: string): string {
  const at = columns[set.columns.find((column) => column.name === name)?.beside ?? name];
  // The apostrophe with which our own exports keep a text from running as a formula.
  return at === undefined ? "" : cleanText(row.cells[at] ?? "").replace(/^'(?='*[=+\-@])/, "");
}

/** What Excel shows where it could not reckon. */
export const ERRORS =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|GETTING_DATA|#+)$/;

/** Why a cell cannot be taken, whatever its column holds. */
function faultOf(row: SheetRow, at: number, column: Column): string | undefined {
  if (row.formulas.includes(at)) return "import_formula";
  if (column.as === count && row.merged?.includes(at)) return "import_cell_merged";
  const text = row.cells[at]?.trim() ?? "";
  if (ERRORS.test(text)) return "import_error_cell";
  if (text.includes("\uFFFD")) return "import_bad_byte";
  if (isOldText(text)) return "import_old_letters";
  if (/^-?\d(?:[.,]\d+)?E[+-]\d+$/.test(text)) return "import_long_number";
  // Excel's own yes and no; typed by a person it would not be in capitals.
  return /^(?:TRUE|FALSE)$/.test(text) && column.as?.type !== "boolean" ? "import_true_cell" : undefined;
}

/** Says the first fault of a cell; those that follow from it would only confuse. */
function refuse(reader: Reader, { name: column }: Column, code: string, details: Told["details"] = {}): undefined {
  if (reader.problems.some((one) => one.column === column)) return;
  const value = String(details.value ?? "").slice(0, 60);
  reader.problems.push({
    row: reader.row.number,
    column,
    code,
    details: { ...details, value, column },
    kind: "refused",
  });
}
