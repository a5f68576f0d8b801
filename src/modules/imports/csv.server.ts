import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { Options } from "csv-parse";
import { parse as parseSample } from "csv-parse/sync";
import { RuleError } from "#platform/errors.ts";
import { decodeText } from "./encoding.model.ts";
import type { Sheet } from "./sheet.server.ts";
import type { SheetRow } from "./sheet-rows.server.ts";
import { MOST_COLUMNS, MOST_ROWS, NONE, carry, hasText, nothingYet } from "./sheet-rows.server.ts";
import { HEADING_ROWS } from "./workbook.server.ts";

/** A row with its own text; cells may hold line breaks. */
export type CsvRecord = { cells: string[]; raw: string };

const SEPARATORS = [",", ";", "\t", "|"] as const;
const MOST_CHARACTERS = 1_000_000;
const PIECE = 65_536;

const optionsFor = (delimiter: string): Options => ({
  delimiter,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  // A quotation mark within a cell is a character of it: 5" is five inches.
  relax_quotes: true,
  raw: true,
  max_record_size: MOST_CHARACTERS,
});

/** The rows of a text file; the separator is the one under which the headings are found. */
export async function readCsv(bytes: Uint8Array, isHeading: (cells: string[]) => boolean): Promise<Sheet> {
  requireFewLines(bytes);
  const { text, encoding } = decodeText(bytes);
  const separator = findSeparator(text, isHeading);
  const rows: SheetRow[] = [];
  let heading = -1;
  let width = Infinity;
  const load = nothingYet();
  for await (const { cells } of eachRecord(text, separator)) {
    const row = rowOf(cells.slice(0, MOST_CELLS), rows.length + 1);
    carry(load, row.cells.length, sizeOf(row.cells));
    if (heading === -1 && rows.length < HEADING_ROWS && hasText(row) && isHeading(cells)) {
      heading = rows.length;
      width = cells.length;
    }
    // Cells without a heading are the sign of a separator within a text: nothing stands where it should.
    if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== "")) row.fault = "import_cells_more";
    rows.push(row);
    if (rows.length > MOST_ROWS + 1) throw new RuleError("rule_import_too_large");
  }
  return { rows, heading, encoding, is1904: false, hiddenRows: new Set(), hiddenColumns: new Set(), remarks: [] };
}

/** A row has a few lines at most; what has many more than there may be rows is not even begun. */
const MOST_LINES = MOST_ROWS * 5;
const LINE_FEED = 10;

function requireFewLines(bytes: Uint8Array): void {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1;
  if (lines > MOST_LINES) throw new RuleError("rule_import_too_large");
}

/** Each row of the text. Throws where a quoted cell is not closed, with the line on which its row begins. */
export async function* eachRecord(text: string, separator: string): AsyncGenerator<CsvRecord> {
  // Counted as rows are parsed, for the parser is ahead of who reads them.
  let line = 1;
  let at = 0;
  const follow = ({ record, raw: read }: { record: string[]; raw: string }): CsvRecord => {
    if (record.some((cell) => isSwallowed(cell, read))) throw new RuleError("rule_import_quote", { line });
    // Of two signs at the end of a line the parser keeps the first.
    const end = at + read.length + (read.endsWith("\r") && text[at + read.length] === "\n" ? 1 : 0);
    const raw = text.slice(at, end);
    at = end;
    line += raw.match(LINE_END)?.length ?? 0;
    return { cells: record.map((cell) => cell.replaceAll(LINE_END, "\n")), raw };
  };
  const options = { ...optionsFor(separator), on_record: follow };
  const parser = Readable.from(pieces(text), { objectMode: false }).pipe(parse(options as unknown as Options));
  // The parser makes an error for each row that is shorter than the first, and throws none of them: their traces took ten seconds of a large file.
  const traced = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    for await (const record of parser) yield record as CsvRecord;
  } catch (cause) {
    throw cause instanceof CsvError ? new RuleError("rule_import_quote", { line }) : cause;
  } finally {
    Error.stackTraceLimit = traced;
  }
}

/** No list has more columns than this; what stands behind them would only fill memory. */
const MOST_CELLS = MOST_COLUMNS * 10;
const sizeOf = (cells: string[]) => cells.reduce((sum, cell) => sum + cell.length, 0);

const LINE_END = /\r\n?|\n/g;

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    // A letter outside the first plane is two units, which must not be parted.
    const isHalf = /[\uD800-\uDBFF]/.test(text[at + PIECE - 1] ?? "");
    const end = at + PIECE + (isHalf ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

/** A cell that opens with a mark which nothing closes as it should, and so runs over rows that follow. */
function isSwallowed(cell: string, raw: string): boolean {
  return cell.startsWith('"') && /[\r\n]/.test(cell) && !raw.includes(`"${cell.replaceAll('"', '""')}"`);
}

/** What Excel itself would be told by `sep=`, else what shows the headings, else what the first row, or any, has most of. */
export function findSeparator(text: string, isHeading: (cells: string[]) => boolean): string {
  const told = /^sep=(.)[\r\n]/i.exec(text)?.[1];
  if (told) return told;
  const sample = text.slice(0, PIECE);
  const read = SEPARATORS.map((separator) => ({ separator, rows: sampleRows(sample, separator) }));
  const found = read.find(({ rows }) => rows.some(isHeading));
  const most = (rows: string[][]) => Math.max(0, ...rows.map((row) => row.length));
  const [widest] = read.toSorted(
    ({ rows: one }, { rows: other }) => (other[0]?.length ?? 0) - (one[0]?.length ?? 0) || most(other) - most(one),
  );
  return (found ?? widest)?.separator ?? ",";
}

/** The first rows; what breaks off within them is no matter here. */
function sampleRows(sample: string, separator: string): string[][] {
  const rows: string[][] = [];
  const keep = ({ record }: { record: string[] }) => void rows.push(record);
  try {
    parseSample(sample, {
      ...optionsFor(separator),
      to: HEADING_ROWS,
      on_record: (one: { record: string[] }) => (keep(one), null),
    } as never);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
  }
  return rows;
}

/** Text that Excel would run when it opens the file; a dash or a plus before a word is a bullet. */
const FORMULA = /^=|^[+\-@](?:\$?[A-Z]{1,3}\$?\d|[A-Z][A-Z.]*\()/i;

function rowOf(cells: string[], number: number): SheetRow {
  const formulas = cells.flatMap((cell, at) => (FORMULA.test(cell) ? [at] : []));
  return { number, cells, formulas: formulas.length > 0 ? formulas : NONE, fractions: NONE };
}
