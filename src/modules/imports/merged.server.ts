import { hasText } from "./sheet-rows.server.ts";
import type { SheetRow } from "./sheet-rows.server.ts";
import { placeOf } from "./sheet-rows.server.ts";

/**
 * Of a cell that is merged over several rows the file holds what it shows in the first of them alone; it is meant for each, so each of
 * them that says anything gets it. Gives the cells, as Excel names them, that were read so.
 */
export function fillMerged(rows: SheetRow[], merges: string[]): string[] {
  if (merges.length === 0) return [];
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const last = rows.at(-1)?.number ?? 0;
  return merges.filter((merge) => {
    const [from, until] = merge.split(":").map(placeOf);
    if (!from || !until || until.row <= from.row) return false;
    const first = byNumber.get(from.row);
    const text = first?.cells[from.column] ?? "";
    if (!first || text.trim() === "") return false;
    let isRead = false;
    for (let number = from.row + 1; number <= Math.min(until.row, last); number += 1) {
      const row = byNumber.get(number);
      if (!row || !hasText(row)) continue;
      fill(row, first, from.column);
      isRead = true;
    }
    if (isRead) first.merged = [...(first.merged ?? []), from.column];
    return isRead;
  });
}

function fill(row: SheetRow, first: SheetRow, column: number): void {
  for (let at = row.cells.length; at < column; at += 1) row.cells[at] = "";
  row.cells[column] = first.cells[column] ?? "";
  row.merged = [...(row.merged ?? []), column];
  if (first.formulas.includes(column)) row.formulas = [...row.formulas, column];
  if (first.fractions.includes(column)) row.fractions = [...row.fractions, column];
}
