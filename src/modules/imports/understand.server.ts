import type { BulkRow } from "#platform/bulk.server.ts";
import type { ColumnSet } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { keyOf, wholeKeyOf } from "#platform/identity.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { ImportKind } from "./column.model.ts";
import { findColumns, headingOf, missingColumns } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";
import type { Problem } from "./row.server.ts";
import { readLists, readRow } from "./row.server.ts";
import type { SheetRow } from "./workbook.server.ts";
import { readSheet } from "./workbook.server.ts";

const NOTHING: SheetRow = { number: 0, cells: [], formulas: [] };

/** A workbook as rows to write, and what of it is not: refused rows, and those that repeat another. */
export type Understood = {
  rows: BulkRow[];
  problems: Problem[];
  total: number;
  columns: Record<string, number>;
  remarks: string[];
};

export async function understand(
  work: Work,
  given: { kind: ImportKind; name: string; bytes: Uint8Array },
): Promise<Understood> {
  const { set } = IMPORTABLE[given.kind];
  const sheet = readSheet(given.bytes, given.name);
  const heading = sheet.rows.findIndex((row) => missingColumns(set, findColumns(set, row.cells)).length === 0);
  if (heading === -1 || heading > 20)
    throw new RuleError("rule_import_no_columns", { columns: missingColumns(set, {}).map(headingOf).join(", ") });
  const columns = findColumns(set, sheet.rows[heading]?.cells ?? []);
  const lists = await readLists(work);
  const problems: Problem[] = [];
  const read: Omit<BulkRow, "isAlone">[] = [];
  let total = 0;
  for (let at = heading + 1; at < sheet.rows.length; at += 1) {
    const row = sheet.rows[at] ?? NOTHING;
    // What was read is let go at once: a workbook of 100,000 rows stays within 512 MB.
    sheet.rows[at] = NOTHING;
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    total += 1;
    // Others are answered while a large workbook is read.
    if (total % 2000 === 0) await new Promise((resolve) => setImmediate(resolve));
    const found: Problem[] = [];
    const one = readRow({ row, is1904: sheet.is1904, lists, problems: found, set, columns });
    problems.push(...found);
    if (one) read.push(one);
  }
  if (total === 0) throw new RuleError("rule_import_empty");
  const { rows, repeated } = withoutRepeats(set, read);
  problems.push(...repeated);
  const remarks = [
    wordsFor(`import_encoding_${sheet.encoding.replaceAll("-", "_")}`),
    sheet.is1904 ? wordsFor("import_1904") : undefined,
    "code" in columns ? wordsFor("import_code_unused") : undefined,
    repeated.length > 0 ? wordsFor("import_repeated", { count: repeated.length }) : undefined,
  ];
  return { rows, problems, total, columns, remarks: remarks.filter((one) => one !== undefined) };
}

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
      const message = wordsFor("import_repeats", { line }) ?? "";
      repeated.push({ row: row.line, column: null, message, kind: "repeated" });
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
