import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { cleanText } from "#platform/clean.ts";
import type { BulkRow } from "#platform/bulk.server.ts";
import type { Column, ColumnSet, Reading, Value } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import { gatherNames, isObject } from "#platform/names.ts";
import { fold } from "#platform/typed.ts";
import { inLocale, wordsFor, wordsOfValue } from "#platform/words.server.ts";
import { headingOf } from "./column.model.ts";
import type { SheetRow } from "./workbook.server.ts";

export type Problem = { row: number; column: string | null; message: string };
type Unit = BulkRow["unit"];
type Lists = { countries: Map<string, string>; units: Map<string, Unit>; own: Unit };

/** What cells are compared with: countries by any name, units of the actor's subtree. */
export async function readLists(work: Work): Promise<Lists> {
  const countries = new Map<string, string>();
  for (const one of await listCountries(work))
    for (const name of [one.iso2, one.name, ...Object.values(one.name_in)]) countries.set(fold(name), one.iso2);
  const others = await work.trx
    .selectFrom("reference.country as country")
    .select(["country.iso2", "country.names_other"])
    .execute();
  for (const one of others)
    for (const name of one.names_other) if (!countries.has(fold(name))) countries.set(fold(name), one.iso2);
  const units = new Map<string, Unit>();
  for (const one of await listUnitChoices(work, work.actor.unitPath))
    for (const name of [one.name, ...Object.values(one.name_in)]) units.set(fold(name), one);
  const own = [...units.values()].find((unit) => unit.id === work.actor.unitId) ?? {
    id: work.actor.unitId ?? "",
    path: work.actor.unitPath ?? "",
    kind: "union",
  };
  return { countries, units, own };
}

const wordLists = new Map<string, Map<string, string>>();

/** Values by their code and their words in both languages; of "Hội thảo, tọa đàm" staff type either half. */
function wordsOf(key: string, values: readonly string[]): Map<string, string> {
  const known = wordLists.get(key);
  if (known) return known;
  const found = new Map<string, string>();
  // The words of activity_kind are asked for by kind, those of aid_sector by sector.
  const input = key.slice(key.lastIndexOf("_") + 1);
  for (const one of values) {
    found.set(fold(one), one);
    for (const locale of ["vi", "en"] as const) {
      const words = inLocale(locale, () => wordsOfValue(key, input, one));
      for (const typed of [words, ...words.split(",")]) if (!found.has(fold(typed))) found.set(fold(typed), one);
    }
  }
  wordLists.set(key, found);
  return found;
}

type Reader = {
  row: SheetRow;
  is1904: boolean;
  lists: Lists;
  /** Those of this row. */
  problems: Problem[];
  set: ColumnSet;
  /** Which column of the sheet holds which of the set. */
  columns: Record<string, number>;
};

/** One row of the sheet as a record to write, or its problems; never both. */
export function readRow(reader: Reader): BulkRow | undefined {
  const { row, lists, set, columns } = reader;
  for (const column of set.columns)
    if (row.formulas.includes(columns[column.name] ?? -1)) refuse(reader, column, "import_formula");
  const typedUnit = textOf(reader, "unit");
  const unit = typedUnit === "" ? lists.own : lists.units.get(fold(typedUnit));
  if (!unit) refuse(reader, columnOf(set, "unit"), "import_unit", typedUnit);
  const values = readValues(reader);
  if (!unit || !values || reader.problems.length > 0) return undefined;
  const identity = set.identity.map((name) => values[name]).join(" ");
  return { unit, key: textOf(reader, "code") || fold(identity).slice(0, 400), values };
}

/** The values as the table takes them: read cell by cell, then checked by the same form as one that is typed. */
function readValues(reader: Reader): BulkRow["values"] | undefined {
  const { set, lists, is1904 } = reader;
  const reading: Reading = { is1904, countries: lists.countries, wordsOf };
  const read: BulkRow["values"] = {};
  for (const column of set.columns) {
    if (!column.as) continue;
    const text = textOf(reader, column.name);
    read[column.name] =
      text === "" && !column.required
        ? column.otherwise
        : column.as.read(text, reading, (code, value = text) => refuse(reader, column, code, value));
  }
  const values = gatherNames(read, () => false) as BulkRow["values"];
  const checked = set.form.safeParse(values);
  for (const issue of checked.error?.issues ?? [])
    refuse(reader, columnOf(set, ...issue.path.map(String)), issue.message);
  if (!checked.success) return undefined;
  for (const [name, given] of Object.entries(values)) {
    const value = checked.data[name] as Value;
    // A language whose cell is empty is said to have no name.
    if (name in set.form.shape) values[name] = isObject(value) ? { ...(given as object), ...value } : value;
  }
  return values;
}

function textOf({ row, columns }: Reader, name: string): string {
  const at = columns[name];
  return at === undefined ? "" : cleanText(row.cells[at] ?? "");
}

function columnOf(set: ColumnSet, name = "", language?: string): Column {
  const isMeant = (one: Column) => one.name === name || (name === "name_in" && one.language === language);
  return set.columns.find(isMeant) ?? { name, vi: [], en: [] };
}

/** Says the first fault of a cell; those that follow from it would only confuse. */
function refuse(reader: Reader, column: Column, code: string, value = ""): undefined {
  const heading = headingOf(column);
  if (reader.problems.some((one) => one.column === heading)) return;
  const message = wordsFor(code, { value: value.slice(0, 60), column: heading }) ?? code;
  reader.problems.push({ row: reader.row.number, column: heading, message });
}
