import type { Column, ColumnSet } from "#platform/columns.ts";
import type { ListThatIs } from "#platform/kinds.ts";
import { listsThatAre } from "#platform/kinds.ts";
import { getLocale } from "#words/runtime.js";
import { isNamed, namesOf } from "./heading.model.ts";

export const IMPORT_KINDS = listsThatAre("imported");
export type ImportKind = ListThatIs<"imported">;

/** Which column of the sheet holds which of the set, by its place; a heading is taken only where it is known as a whole. */
export function findColumns(set: ColumnSet, heading: string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const column of set.columns) {
    const [at] = placesOf(column, heading);
    if (at !== undefined) found[column.name] = at;
  }
  return found;
}

/** Where a column may stand; under a lesser name only where it stands nowhere under one of its own. */
function placesOf(column: Column, heading: string[]): number[] {
  const { proper, lesser } = namesOf(column);
  const under = (names: ReadonlySet<string>) => heading.flatMap((cell, at) => (isNamed(cell, names) ? [at] : []));
  const own = under(proper);
  return own.length > 0 || lesser.size === 0 ? own : under(lesser);
}

/** A column that stands in the sheet twice, with the first two of its headings. A code of the sheet's own is none that is used. */
export function findTwice(set: ColumnSet, heading: string[]): { column: Column; headings: string[] } | undefined {
  for (const column of set.columns) {
    const places = column.name === "code" ? [] : placesOf(column, heading);
    if (places.length > 1) return { column, headings: places.slice(0, 2).map((at) => heading[at] ?? "") };
  }
  return undefined;
}

export function missingColumns(set: ColumnSet, found: Record<string, number>): Column[] {
  return set.columns.filter((column) => column.required && !(column.name in found));
}

/** Whether a row has every heading of a set by a name of its own, and how many it has in all. */
export function fitOf(set: ColumnSet, heading: string[]): { isWhole: boolean; read: number } {
  const isThere = (column: Column) => heading.some((cell) => isNamed(cell, namesOf(column).proper));
  return {
    isWhole: set.columns.every((column) => !column.required || isThere(column)),
    read: Object.keys(findColumns(set, heading)).length,
  };
}

/** How a column is called in the language of who reads. */
export function headingOf(column: Column): string {
  const known: Partial<Record<string, string[]>> = { vi: column.vi, en: column.en };
  return (known[getLocale()] ?? column.en)[0] ?? column.vi[0] ?? column.name;
}

/** A column by its name in the set; the names in other languages stand together under one. */
export function columnOf(set: ColumnSet, name: string, language?: string): Column {
  const isMeant = (one: Column) =>
    one.name === name ||
    (name === "name_in" && one.language !== undefined && one.language === (language ?? one.language));
  return set.columns.find(isMeant) ?? { name, vi: [], en: [] };
}
