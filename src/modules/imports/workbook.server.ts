import { requireSaneArchive } from "#platform/archive.ts";
import { config } from "#platform/config.ts";
import { RuleError } from "#platform/errors.ts";
import type { Remark, Sheet } from "./sheet.server.ts";
import type { SheetPart } from "./parts.server.ts";
import { findParts, keyOf, streamParts } from "./parts.server.ts";
import type { Book, Rows, SheetRow } from "./sheet-rows.server.ts";
import { fillMerged } from "./merged.server.ts";
import {
  MOST_COLUMNS,
  cellFormats,
  hasText,
  lettersOf,
  nothingYet,
  rowsInto,
  sharedStrings,
  sheetRows,
} from "./sheet-rows.server.ts";

/** How far down the headings may stand; so many rows of each sheet are looked at before one is read. */
export const HEADING_ROWS = 21;

/** Of more sheets nobody would find the one that is meant. */
const MOST_SHEETS = 200;

type Heading = (cells: string[]) => boolean;

/** Reads the first sheet, in the workbook's order, that has the headings. Hidden sheets are never read; of others that hold rows the reader is told. */
export function readWorkbook(bytes: Uint8Array, isHeading: Heading): Sheet {
  const { book, chosen, remarks } = chooseSheet(bytes, isHeading);
  const list: SheetRow[] = [];
  const rows = rowsInto(list, Infinity);
  readParts(bytes, book, new Map([[chosen.part, rows]]));
  const { hiddenRows, hiddenColumns, merges, beyond } = rows;
  const merged = fillMerged(list, merges);
  const heading = headingIn(list, isHeading);
  const found = { rows: list, heading, encoding: "xlsx" as const, is1904: book.is1904, hiddenRows, hiddenColumns };
  return { ...found, remarks: [...remarks, ...rowRemarks(merged, beyond)] };
}

/** Where the sheet that is read lies in the archive. */
export function sheetPartOf(bytes: Uint8Array, isHeading: Heading): string {
  return chooseSheet(bytes, isHeading).chosen.part;
}

function chooseSheet(bytes: Uint8Array, isHeading: Heading) {
  requireSaneArchive(bytes, config.unpackedBytes);
  const parts = findParts(bytes);
  const book: Book = { strings: [], stands: [], is1904: parts.is1904, load: nothingYet() };
  // A writer may put the sheet before the strings it refers to, so they are read first.
  streamParts(bytes, (name) => {
    if (keyOf(name) === parts.strings) return sharedStrings(book.strings, book.load);
    return keyOf(name) === parts.styles ? cellFormats(book.stands) : undefined;
  });
  const shown = parts.sheets.filter((sheet) => !sheet.isHidden).slice(0, MOST_SHEETS);
  const begun = new Map(shown.map((sheet): [string, SheetRow[]] => [sheet.part, []]));
  // Of several, the beginnings are looked at first; one alone is read at once.
  if (shown.length > 1)
    readParts(bytes, book, new Map([...begun].map(([part, list]) => [part, rowsInto(list, HEADING_ROWS)])));
  const chosen = shown.find((sheet) => headingIn(begun.get(sheet.part), isHeading) !== -1) ?? shown[0];
  if (!chosen) throw new RuleError(parts.sheets.length > 0 ? "rule_import_hidden_only" : "rule_import_unreadable");
  const others = shown.filter((one) => one !== chosen && begun.get(one.part)?.some(hasText));
  const hidden = parts.sheets.filter((sheet) => sheet.isHidden);
  return { book, chosen, remarks: sheetRemarks(chosen, others, hidden) };
}

const MOST_NAMED = 20;
const some = (all: string[]) => all.slice(0, MOST_NAMED).join(", ") + (all.length > MOST_NAMED ? ", …" : "");

function rowRemarks(merged: string[], beyond: Set<number>): Remark[] {
  const columns = some([...beyond].toSorted((one, other) => one - other).map(lettersOf));
  return [
    ...(merged.length > 0 ? [{ code: "import_merged", details: { cells: some(merged) } }] : []),
    ...(beyond.size > 0 ? [{ code: "import_columns_beyond", details: { most: MOST_COLUMNS, columns } }] : []),
  ];
}

function headingIn(list: SheetRow[] | undefined, isHeading: Heading): number {
  return (list ?? []).slice(0, HEADING_ROWS).findIndex((row) => hasText(row) && isHeading(row.cells));
}

function readParts(bytes: Uint8Array, book: Book, wanted: Map<string, Rows>) {
  streamParts(bytes, (name) => {
    const rows = wanted.get(keyOf(name));
    return rows && sheetRows(book, rows);
  });
}

function sheetRemarks(chosen: SheetPart, others: SheetPart[], hidden: SheetPart[]): Remark[] {
  const named = (sheets: SheetPart[]) => sheets.map((sheet) => `"${sheet.name}"`).join(", ");
  const remarks: Remark[] = [];
  if (others.length > 0)
    remarks.push({ code: "import_sheet_read", details: { name: named([chosen]), others: named(others) } });
  if (hidden.length > 0) remarks.push({ code: "import_sheet_hidden", details: { names: named(hidden) } });
  return remarks;
}
