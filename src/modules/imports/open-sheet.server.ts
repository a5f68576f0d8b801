import type { ColumnSet } from "#platform/columns.ts";
import { RuleError } from "#platform/errors.ts";
import { ruleInWords } from "#platform/words.server.ts";
import { findColumns, headingOf, missingColumns } from "./column.model.ts";
import type { Remark, Sheet } from "./sheet.server.ts";
import { readSheet } from "./sheet.server.ts";
import { hasText } from "./workbook.server.ts";

type File = { name: string; bytes: Uint8Array };
type Opened = { sheet: Sheet; columns: Record<string, number>; remarks: string[] };

/** Whether a row names every column that a kind must have. */
export const headingsOf = (set: ColumnSet) => (cells: string[]) =>
  missingColumns(set, findColumns(set, cells)).length === 0;

/** The sheet of a file that has the columns of a kind, where each of them is, and what the reader is told of the file. */
export async function openSheet(set: ColumnSet, { name, bytes }: File): Promise<Opened> {
  const sheet = await readSheet(bytes, name, headingsOf(set));
  if (sheet.heading === -1)
    throw new RuleError("rule_import_no_columns", { columns: missingColumns(set, {}).map(headingOf).join(", ") });
  const columns = findColumns(set, sheet.rows[sheet.heading]?.cells ?? []);
  const told: Remark[] = [
    { code: `import_encoding_${sheet.encoding.replaceAll("-", "_")}`, details: {} },
    ...(sheet.is1904 ? [{ code: "import_1904", details: {} }] : []),
    ...sheet.remarks,
    ...hiddenRows(sheet),
    ...hiddenColumns(set, sheet, columns),
  ];
  return { sheet, columns, remarks: told.map(({ code, details }) => ruleInWords(code, details)) };
}

const MOST_NAMED = 20;

/** What a filter hides is read all the same; who sent the file may not know that it is there. */
function hiddenRows({ rows, heading, hiddenRows: hidden }: Sheet): Remark[] {
  if (hidden.size === 0) return [];
  const there = rows.slice(heading + 1).filter((row) => hidden.has(row.number) && hasText(row));
  const named = there.slice(0, MOST_NAMED).map((row) => row.number);
  const lines = named.join(", ") + (there.length > MOST_NAMED ? ", …" : "");
  return there.length === 0 ? [] : [{ code: "import_rows_hidden", details: { count: there.length, lines } }];
}

function hiddenColumns(set: ColumnSet, sheet: Sheet, columns: Record<string, number>): Remark[] {
  const there = set.columns.filter((column) => sheet.hiddenColumns.has(columns[column.name] ?? -1));
  const names = there.map((column) => `"${headingOf(column)}"`).join(", ");
  return there.length === 0 ? [] : [{ code: "import_columns_hidden", details: { names } }];
}
