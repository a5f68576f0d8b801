import type { Column, ColumnSet } from "#platform/columns.ts";
import type { ListThatIs } from "#platform/kinds.ts";
import { listsThatAre } from "#platform/kinds.ts";
import { fold } from "#platform/typed.ts";

export const IMPORT_KINDS = listsThatAre("imported");
export type ImportKind = ListThatIs<"imported">;

/** Which column of the sheet holds which of the set, by its name; an exact heading before one that begins with it. */
export function findColumns(set: ColumnSet, heading: string[]): Record<string, number> {
  const cells = heading.map(fold);
  const found: Record<string, number> = {};
  const taken = new Set<number>();
  for (const isExact of [true, false]) {
    for (const column of set.columns) {
      if (column.name in found) continue;
      const names = [...column.vi, ...column.en].map(fold);
      const at = cells.findIndex(
        (cell, index) =>
          cell !== "" &&
          !taken.has(index) &&
          names.some((name) => (isExact ? cell === name : cell.startsWith(`${name} `))),
      );
      if (at === -1) continue;
      found[column.name] = at;
      taken.add(at);
    }
  }
  return found;
}

export function missingColumns(set: ColumnSet, found: Record<string, number>): Column[] {
  return set.columns.filter((column) => column.required && !(column.name in found));
}

/** The heading that we name when we speak of a column. */
export function headingOf(column: Column): string {
  return column.vi[0] ?? column.name;
}
