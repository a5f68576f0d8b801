import type { BulkRow } from "#platform/bulk.server.ts";
import type { ColumnSet } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { keyOf, wholeKeyOf } from "#platform/identity.ts";
import type { ImportKind } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";
import { rangesOf } from "./problem.server.ts";
import type { Problem } from "./row.server.ts";
import { openSheet } from "./open-sheet.server.ts";
import { readLists, readRow } from "./row.server.ts";
import type { SheetRow } from "./sheet-rows.server.ts";
import { lettersOf } from "./sheet-rows.server.ts";
import type { Told } from "./told.server.ts";

const NOTHING: SheetRow = { number: 0, cells: [], formulas: [], fractions: [] };

/** A workbook as rows to write, and what of it is not: refused rows, and those that repeat another. */
export type Understood = {
  rows: BulkRow[];
  problems: Problem[];
  total: number;
  columns: Record<string, number>;
  headings: string[];
  remarks: Told[];
};

export async function understand(
  work: Work,
  given: { kind: ImportKind; name: string; bytes: Uint8Array },
): Promise<Understood> {
  const { set } = IMPORTABLE[given.kind];
  const { sheet, columns, headings, remarks } = await openSheet(given);
  const lists = await readLists(work);
  const problems: Problem[] = [];
  const read: Omit<BulkRow, "isAlone">[] = [];
  const atHome: number[] = [];
  const unnamed = new Set<number>();
  let total = 0;
  for (let at = sheet.heading + 1; at < sheet.rows.length; at += 1) {
    const row = sheet.rows[at] ?? NOTHING;
    // What was read is let go at once: a workbook of 100,000 rows stays within 512 MB.
    sheet.rows[at] = NOTHING;
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    total += 1;
    for (const [at, cell] of row.cells.entries()) if (!headings[at] && cell.trim() !== "") unnamed.add(at);
    // Others are answered while a large workbook is read.
    if (total % 2000 === 0) await new Promise((resolve) => setImmediate(resolve));
    const found: Problem[] = [];
    let isHomeLeft = false;
    const one = readRow({ row, lists, problems: found, set, columns, leaveHome: () => (isHomeLeft = true) });
    problems.push(...found);
    if (!one) continue;
    read.push(one);
    if (isHomeLeft) atHome.push(row.number);
  }
  if (total === 0) throw new RuleError("rule_import_empty");
  const { rows, repeated } = withoutRepeats(set, read);
  problems.push(...repeated);
  if ("code" in columns) remarks.push({ code: "import_code_unused", details: {} });
  if (unnamed.size > 0) remarks.push({ code: "import_columns_unnamed", details: { columns: lettersIn(unnamed) } });
  if (atHome.length > 0) remarks.push({ code: "import_home_left", details: { lines: rangesOf(atHome) } });
  if (repeated.length > 0) remarks.push({ code: "import_repeated", details: { count: repeated.length } });
  return { rows, problems, total, columns, headings, remarks };
}

const lettersIn = (columns: Set<number>) =>
  [...columns]
    .toSorted((one, other) => one - other)
    .map(lettersOf)
    .join(", ");

/** Each record once: a row that repeats another is named with the one it repeats. */
function withoutRepeats(set: ColumnSet, read: Omit<BulkRow, "isAlone">[]) {
  const first = new Map<string, number>();
  const called = new Map<string, number>();
  const rows: BulkRow[] = [];
  const repeated: Problem[] = [];
  for (const row of read) {
    const unit = row.unit?.id ?? "";
    const key = row.own ? row.own.id : `${unit} ${wholeKeyOf(set, row.values)}`;
    const line = first.get(key);
    if (line !== undefined) {
      repeated.push({ row: row.line, column: null, code: "import_repeats", details: { line }, kind: "repeated" });
      continue;
    }
    first.set(key, row.line);
    const name = `${unit} ${keyOf(set, row.values)}`;
    called.set(name, (called.get(name) ?? 0) + 1);
    rows.push({ ...row, isAlone: true });
  }
  for (const row of rows) row.isAlone = called.get(`${row.unit?.id ?? ""} ${keyOf(set, row.values)}`) === 1;
  return { rows, repeated };
}
