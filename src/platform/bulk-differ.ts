import type { BulkRow, Note } from "./bulk.server.ts";
import type { Before } from "./bulk-compare.server.ts";
import type { ColumnSet, Value } from "./columns.ts";
import { tableColumns } from "./columns.ts";
import { homeCountry } from "./home.ts";
import { isObject } from "./names.ts";

type Differing = { after: Record<string, Value>; kept: Required<Pick<Note, "column" | "values">>[] };

/**
 * What a row changes of its record: what it leaves out stays, and what somebody corrected by hand since a sheet last said it is
 * kept, unless the row was taken out of Amity with that correction in it.
 */
export function differenceOf(set: ColumnSet, row: BulkRow, before: Before): Differing {
  const isFresh = row.own?.version === before.version;
  const found: Differing = { after: {}, kept: [] };
  for (const { name } of tableColumns(set)) {
    if (!row.given.has(name)) continue;
    const given = mergedInto(before[name], row.values[name]);
    if (!differs(before[name], given)) continue;
    if (isFresh || isUntouched(set, before, name, row.values[name])) found.after[name] = given;
    else found.kept.push({ column: name, values: { held: before[name], given: row.values[name] } });
  }
  // Two columns that one cell says go together, and are told of as the one that has a heading.
  for (const { name, beside } of set.columns) {
    if (!beside || !found.kept.some(({ column }) => column === name || column === beside)) continue;
    delete found.after[name];
    delete found.after[beside];
    found.kept = found.kept.filter(({ column }) => column !== name && column !== beside);
    found.kept.push({ column: beside, values: { held: before[beside], given: row.values[beside] } });
  }
  return found;
}

/** A sheet says the names of some languages; those of others stay. */
function mergedInto(held: unknown, given: Value): Value {
  return isObject(given) ? { ...(held as object), ...given } : given;
}

/** Nobody said anything yet, or it is what a sheet said; of names only those in the languages that are given. */
function isUntouched(set: ColumnSet, { imported, ...held }: Before, name: string, given: Value): boolean {
  const now = spokenOf(held[name], given);
  if (!imported || !(name in imported)) return isUnsaid(set, name, now);
  const then = spokenOf(imported[name], given);
  return !differs(then, now) || (isObject(then) && Object.keys(then).length === 0 && isUnsaid(set, name, now));
}

function spokenOf(names: unknown, given: Value): unknown {
  if (!isObject(given)) return names;
  return Object.fromEntries(Object.entries(isObject(names) ? names : {}).filter(([language]) => language in given));
}

function isUnsaid(set: ColumnSet, name: string, held: unknown): boolean {
  const otherwise = set.columns.find((column) => column.name === name)?.otherwise;
  const isEmpty = isObject(held) ? Object.keys(held).length === 0 : !differs(held, undefined) || held === false;
  return isEmpty || (otherwise !== undefined && !differs(otherwise, held));
}

/** Whether two values are two for a reader: a workbook has no carriage returns, and an empty list is none. */
function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) !== JSON.stringify(plain(other));
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return value.normalize("NFC").replaceAll(/\r\n?/g, "\n").trim() || null;
  if (Array.isArray(value)) {
    // A sheet does not say the home country of a record that has it.
    const abroad = value.filter((one) => one !== homeCountry());
    return abroad.length === 0 ? null : abroad;
  }
  if (isObject(value)) return Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return value ?? null;
}
