import { clean } from "#platform/clean.ts";
import { RuleError } from "#platform/errors.ts";
import type { Stands } from "./number-format.model.ts";
import { standsFor, textOfInstant, textOfNumber, textOfSerial } from "./number-format.model.ts";
import type { Attributes, Feed } from "./parts.server.ts";
import { keep, xml } from "./parts.server.ts";

/**
 * `number` is the row's number in the sheet; of its columns some hold a formula, some a number with a fraction, some share a cell with
 * other rows, some a formula whose value was not stored. `fault` is why none can be trusted.
 */
export type SheetRow = {
  number: number;
  cells: string[];
  formulas: number[];
  fractions: number[];
  merged?: number[];
  unstored?: number[];
  fault?: string;
};

export const hasText = ({ cells }: SheetRow) => cells.some((cell) => cell.trim() !== "");

/** What the cells of a sheet refer to. */
export type Book = { strings: string[]; stands: Stands[]; is1904: boolean; load: Load };

/** Where the rows of a sheet go; `isFull` says that no more are wanted. */
export type Rows = {
  take: (row: SheetRow) => void;
  isFull: () => boolean;
  hiddenRows: Set<number>;
  hiddenColumns: Set<number>;
  /** Cells that are merged: `B2:B5`. */
  merges: string[];
  /** Columns behind the last that is read which hold something. */
  beyond: Set<number>;
};

export const MOST_ROWS = 200_000;
export const MOST_COLUMNS = 100;
/** Of one sheet, its strings too: what a thread can hold of them with room to spare. */
const MOST_CELLS = 4_000_000;
const MOST_LETTERS = 60_000_000;
const MOST_MERGES = 100_000;
const MOST_FORMATS = 100_000;
/** Excel takes a third of this. */
const MOST_IN_CELL = 100_000;
/** The last column that a sheet can have, and some. */
const LAST_COLUMN = 20_000;

/** Counts what a file leaves in memory. */
export type Load = { cells: number; letters: number };
export const nothingYet = (): Load => ({ cells: 0, letters: 0 });
export function carry(load: Load, cells: number, letters: number): void {
  load.cells += cells;
  load.letters += letters;
  if (load.cells > MOST_CELLS || load.letters > MOST_LETTERS) throw new RuleError("rule_import_too_large");
}

/** Shared by all rows that have none, so that a large sheet fits in memory; never added to. */
export const NONE: number[] = [];

/** `_x000D_` and the like stand for signs that XML cannot hold; those that no text should hold are left out. */
function plainText(text: string): string {
  const whole = text.includes("_x")
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
  return clean(whole);
}

export function sharedStrings(into: string[], load: Load): Feed {
  let text = "";
  let isText = false;
  let isPhonetic = false;
  return xml({
    open: (tag) => {
      if (tag === "si") text = "";
      if (tag === "rPh") isPhonetic = true;
      isText = tag === "t" && !isPhonetic;
    },
    text: (piece) => isText && (text = joined(text, piece)),
    close: (tag) => {
      if (tag === "si") {
        carry(load, 1, text.length);
        into.push(plainText(text));
      }
      if (tag === "rPh") isPhonetic = false;
      isText = false;
    },
  });
}

function joined(text: string, piece: string): string {
  if (text.length + piece.length > MOST_IN_CELL) throw new RuleError("rule_import_damaged");
  return text + piece;
}

/** What the number of each cell format stands for. */
export function cellFormats(into: Stands[]): Feed {
  const codes = new Map<number, string>();
  let isOfCells = false;
  return xml({
    open: (tag, { numFmtId = "0", formatCode }) => {
      if (tag === "numFmt" && formatCode !== undefined && codes.size < MOST_FORMATS)
        codes.set(Number(numFmtId), formatCode.slice(0, 1000));
      if (tag === "cellXfs") isOfCells = true;
      if (tag === "xf" && isOfCells) keep(into, standsFor(Number(numFmtId), codes.get(Number(numFmtId))), MOST_FORMATS);
    },
    close: (tag) => {
      if (tag === "cellXfs") isOfCells = false;
    },
  });
}

type Cell = { column: number; type: string; style: number; value: string; isFormula?: boolean };

export function sheetRows(book: Book, rows: Rows): Feed {
  let row: SheetRow = { number: 0, cells: [], formulas: NONE, fractions: NONE };
  let cell: Cell = { column: -1, type: "", style: 0, value: "" };
  let isValue = false;
  let isPhonetic = false;
  let last = 0;
  const feed = xml({
    open: (tag, attributes) => {
      if (tag === "row") {
        row = { number: Number(attributes.r ?? row.number + 1), cells: [], formulas: NONE, fractions: NONE };
        cell = { ...cell, column: -1 };
        // Twice, or before one that stands above it: readers differ in what they make of that.
        if (!(row.number > last)) throw new RuleError("rule_import_damaged");
        last = row.number;
        if (isSet(attributes.hidden)) rows.hiddenRows.add(row.number);
      } else if (tag === "c") cell = beginCell(attributes, cell.column);
      else if (tag === "f") {
        row.formulas = withColumn(row.formulas, cell.column);
        cell.isFormula = true;
      } else if (tag === "mergeCell" && attributes.ref) keep(rows.merges, attributes.ref.slice(0, 40), MOST_MERGES);
      else if (tag === "col") hideColumns(attributes, rows.hiddenColumns);
      else if (tag === "rPh") isPhonetic = true;
      isValue = !isPhonetic && (tag === "v" || tag === "t");
    },
    text: (piece) => isValue && (cell.value = joined(cell.value, piece)),
    close: (tag) => {
      isValue = false;
      if (tag === "rPh") isPhonetic = false;
      if (tag === "c" && cell.column < MOST_COLUMNS) endCell(row, cell, book);
      else if (tag === "c" && cell.column < LAST_COLUMN && textOf(cell, book).trim() !== "")
        rows.beyond.add(cell.column);
      if (tag !== "row") return;
      for (let at = 0; at < row.cells.length; at += 1) row.cells[at] ??= "";
      if (!rows.isFull()) rows.take(row);
    },
  });
  return { ...feed, isDone: rows.isFull };
}

function withColumn(columns: number[], column: number): number[] {
  if (column >= MOST_COLUMNS) return columns;
  if (columns === NONE) return [column];
  columns.push(column);
  return columns;
}

const isSet = (flag: string | undefined) => flag === "1" || flag === "true";

function beginCell({ r, t = "", s = "0" }: Attributes, before: number): Cell {
  return { column: r ? columnOf(r) : before + 1, type: t, style: Number(s), value: "" };
}

function endCell(row: SheetRow, cell: Cell, book: Book) {
  const text = textOf(cell, book);
  if (row.cells[cell.column] !== undefined) throw new RuleError("rule_import_damaged");
  carry(book.load, 1, cell.type === "s" ? 0 : text.length);
  row.cells[cell.column] = text;
  // A text that a formula made may be empty; a program that does not reckon stores none at all.
  if (cell.isFormula && text === "" && cell.type !== "str") row.unstored = [...(row.unstored ?? []), cell.column];
  const isNumber = cell.type === "" || cell.type === "n";
  if (isNumber && text.includes(".") && !book.stands[cell.style])
    row.fractions = withColumn(row.fractions, cell.column);
}

/** A cell as a person reads it: a day as a day, a yes as TRUE, an error as its sign. */
function textOf({ type, style, value }: Cell, { strings, stands, is1904 }: Book): string {
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "inlineStr" || type === "str") return plainText(value);
  if (type === "b") return value === "" ? "" : value === "1" || value === "true" ? "TRUE" : "FALSE";
  if (type === "e") return value.startsWith("#") ? value : "#VALUE!";
  if (value === "") return "";
  const meant = stands[style];
  if (type === "d") return textOfInstant(value);
  return meant && Number.isFinite(Number(value)) ? textOfSerial(Number(value), meant, is1904) : textOfNumber(value);
}

function hideColumns({ min = "0", max = "0", hidden }: Attributes, into: Set<number>) {
  if (!isSet(hidden)) return;
  for (let column = Number(min); column <= Math.min(Number(max), MOST_COLUMNS); column += 1) into.add(column - 1);
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.slice(0, 20).replace(/\d+$/, "")) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Where `C12` stands: its column counted from 0, its row as the sheet counts. */
export const placeOf = (reference: string) => ({
  column: columnOf(reference),
  row: Number(/\d+$/.exec(reference)?.[0]),
});

/** A column as Excel names it, counted from 0: A, Z, AA. */
export function lettersOf(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest < 0 ? "" : lettersOf(rest)) + String.fromCharCode(65 + (column % 26));
}

/** All rows of a sheet as a list, within the limit. */
export function rowsInto(list: SheetRow[], most: number): Rows {
  return {
    take: (row) => {
      list.push(row);
      if (list.length > MOST_ROWS + 1) throw new RuleError("rule_import_too_large");
    },
    isFull: () => list.length >= most,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    merges: [],
    beyond: new Set(),
  };
}
