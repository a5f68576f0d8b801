import { RuleError } from "#platform/errors.ts";
import type { Remark, Sheet } from "./sheet.server.ts";
import type { SheetPart } from "./parts.server.ts";
import { findParts, keyOf, streamParts } from "./parts.server.ts";
import type { Book, Rows, SheetRow } from "./sheet-rows.server.ts";
import { cellFormats, rowsInto, sharedStrings, sheetRows } from "./sheet-rows.server.ts";

/** How far down the headings may stand; so many rows of each sheet are looked at before one is read. */
export const HEADING_ROWS = 21;

type Heading = (cells: string[]) => boolean;

/** Reads the first sheet, in the workbook's order, that has the headings. Hidden sheets are never read; of others that hold rows the reader is told. */
export function readWorkbook(bytes: Uint8Array, isHeading: Heading): Sheet {
  const { book, chosen, remarks } = chooseSheet(bytes, isHeading);
  const list: SheetRow[] = [];
  const rows = rowsInto(list, Infinity);
  readParts(bytes, book, new Map([[chosen.part, rows]]));
  const { hiddenRows, hiddenColumns } = rows;
  const heading = headingIn(list, isHeading);
  return { rows: list, heading, encoding: "xlsx", is1904: book.is1904, hiddenRows, hiddenColumns, remarks };
}

/** Where the sheet that is read lies in the archive. */
export function sheetPartOf(bytes: Uint8Array, isHeading: Heading): string {
  return chooseSheet(bytes, isHeading).chosen.part;
}

function chooseSheet(bytes: Uint8Array, isHeading: Heading) {
  const parts = findParts(bytes);
  const book: Book = { strings: [], stands: [], is1904: parts.is1904 };
  // A writer may put the sheet before the strings it refers to, so they are read first.
  streamParts(bytes, (name) => {
    if (keyOf(name) === parts.strings) return sharedStrings(book.strings);
    return keyOf(name) === parts.styles ? cellFormats(book.stands) : undefined;
  });
  const shown = parts.sheets.filter((sheet) => !sheet.isHidden);
  const begun = new Map(shown.map((sheet): [string, SheetRow[]] => [sheet.part, []]));
  // Of several, the beginnings are looked at first; one alone is read at once.
  if (shown.length > 1)
    readParts(bytes, book, new Map([...begun].map(([part, list]) => [part, rowsInto(list, HEADING_ROWS)])));
  const chosen = shown.find((sheet) => headingIn(begun.get(sheet.part), isHeading) !== -1) ?? shown[0];
  if (!chosen) throw new RuleError("rule_import_unreadable");
  const others = shown.filter((one) => one !== chosen && begun.get(one.part)?.some(hasText));
  const hidden = parts.sheets.filter((sheet) => sheet.isHidden);
  return { book, chosen, remarks: sheetRemarks(chosen, others, hidden) };
}

export const hasText = ({ cells }: SheetRow) => cells.some((cell) => cell.trim() !== "");

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
