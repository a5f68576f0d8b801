import type { ColumnSet } from "#platform/columns.ts";
import { cleanText } from "#platform/clean.ts";
import { RuleError } from "#platform/errors.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import type { ImportKind } from "./column.model.ts";
import { IMPORT_KINDS, columnOf, findColumns, findTwice, fitOf, headingOf, missingColumns } from "./column.model.ts";
import { COLUMN_SETS } from "./column-sets.ts";
import type { Remark, Sheet } from "./sheet.server.ts";
import { readSheet } from "./sheet.server.ts";
import type { Told } from "./told.server.ts";
import { hasText } from "./sheet-rows.server.ts";
import { HEADING_ROWS } from "./workbook.server.ts";

export type SentFile = { kind: ImportKind; name: string; bytes: Uint8Array };
type Opened = { sheet: Sheet; columns: Record<string, number>; headings: string[]; remarks: Told[] };

/** Whether a row names every column that a kind must have. */
export const headingsOf = (set: ColumnSet) => (cells: string[]) =>
  missingColumns(set, findColumns(set, cells)).length === 0;

/** The sheet of a file that has the columns of a kind, where each of them is, and what the reader is told of the file. */
export async function openSheet({ kind, name, bytes }: SentFile): Promise<Opened> {
  const set = COLUMN_SETS[kind];
  const sheet = await readSheet(bytes, name, headingsOf(set));
  if (sheet.heading === -1) throw unreadable(kind, sheet);
  const headings = (sheet.rows[sheet.heading]?.cells ?? []).map(cleanText);
  requireFitting(kind, headings);
  const columns = findColumns(set, headings);
  const remarks: Told[] = [
    { code: `import_encoding_${sheet.encoding.replaceAll("-", "_")}`, details: {} },
    ...(sheet.is1904 ? [{ code: "import_1904", details: {} }] : []),
    ...sheet.remarks,
    ...hiddenRows(sheet),
    ...hiddenColumns(set, sheet, columns),
    ...unreadColumns(headings, columns),
  ];
  return { sheet, columns, headings, remarks };
}

/** Refuses a sheet that is rather one of another kind, and one in which two columns mean the same. */
function requireFitting(kind: ImportKind, headings: string[]): void {
  const set = COLUMN_SETS[kind];
  const own = fitOf(set, headings);
  const other = betterKind(kind, headings, own.read);
  if (other) throw otherKind(other);
  const twice = findTwice(set, headings);
  if (!twice) return;
  const [one = "", another = ""] = twice.headings;
  throw new RuleError("rule_import_column_twice", { one, other: another, column: headingOf(twice.column) });
}

/** Another kind whose required headings all stand there, and of which more headings can be read. */
function betterKind(kind: ImportKind, headings: string[], read: number): ImportKind | undefined {
  return IMPORT_KINDS.filter((one) => one !== kind)
    .map((one) => ({ one, fit: fitOf(COLUMN_SETS[one], headings) }))
    .filter(({ fit }) => fit.isWhole && fit.read > read)
    .toSorted((one, other) => other.fit.read - one.fit.read)[0]?.one;
}

const otherKind = (kind: ImportKind) =>
  new RuleError("rule_import_other_kind", { kind: wordsOfValue("nav_", "kind", kind) });

/** Why no row was found that names the columns: another kind's are there, some are missing, or there are none at all. */
function unreadable(kind: ImportKind, { rows }: Sheet): RuleError {
  const set = COLUMN_SETS[kind];
  const begun = rows.slice(0, HEADING_ROWS).filter(hasText);
  for (const { cells } of begun) {
    const other = betterKind(kind, cells, 0);
    if (other) return otherKind(other);
  }
  const [best] = begun
    .map((row) => ({ row, found: findColumns(set, row.cells) }))
    .toSorted((one, other) => Object.keys(other.found).length - Object.keys(one.found).length);
  const said = (all: string[]) => all.map((one) => `"${one}"`).join(", ");
  if (!best || Object.keys(best.found).length === 0)
    return new RuleError("rule_import_no_columns", { columns: missingColumns(set, {}).map(headingOf).join(", ") });
  return new RuleError("rule_import_missing_columns", {
    columns: said(missingColumns(set, best.found).map(headingOf)),
    row: best.row.number,
    headings: said(best.row.cells.map((cell) => cell.trim()).filter(Boolean)).slice(0, MOST_SAID),
  });
}

const MOST_SAID = 1000;
const MOST_NAMED = 20;

/** What a filter hides is read all the same; who sent the file may not know that it is there. */
function hiddenRows({ rows, heading, hiddenRows: hidden }: Sheet): Remark[] {
  if (hidden.size === 0) return [];
  const there = rows.slice(heading + 1).filter((row) => hidden.has(row.number) && hasText(row));
  const named = there.slice(0, MOST_NAMED).map((row) => row.number);
  const lines = named.join(", ") + (there.length > MOST_NAMED ? ", …" : "");
  return there.length === 0 ? [] : [{ code: "import_rows_hidden", details: { count: there.length, lines } }];
}

function hiddenColumns(set: ColumnSet, sheet: Sheet, columns: Record<string, number>): Told[] {
  const names = Object.keys(columns).filter((name) => sheet.hiddenColumns.has(columns[name] ?? -1));
  const there = names.filter((name) => columnOf(set, name).as);
  return there.length === 0 ? [] : [{ code: "import_columns_hidden", details: { names: there } }];
}

/** Every heading that was read as nothing, so that nobody believes it was. */
function unreadColumns(headings: string[], columns: Record<string, number>): Told[] {
  const read = new Set(Object.values(columns));
  const unread = headings.filter((heading, at) => heading !== "" && !read.has(at));
  const said = unread.map((heading) => `"${heading.replaceAll(/\s+/g, " ").slice(0, 100)}"`).join(", ");
  return unread.length === 0 ? [] : [{ code: "import_columns_unread", details: { headings: said } }];
}
