import { Unzip, UnzipInflate } from "fflate";
import { SaxesParser } from "saxes";
import { RuleError } from "#platform/errors.ts";
import { decodeText, parseCsv } from "./encoding.model.ts";

/** `number` is the row's number in the sheet; a cell that holds a formula is marked so. */
export type SheetRow = { number: number; cells: string[]; formulas: number[] };
export type Sheet = { rows: SheetRow[]; is1904: boolean; encoding: string };

const MOST_BYTES = 900_000_000;
const MOST_ROWS = 200_000;
const MOST_COLUMNS = 100;
const NONE: number[] = [];

/** Reads the first sheet of an .xlsx workbook, or a CSV file. Throws one clear RuleError for what is neither. */
export function readSheet(bytes: Uint8Array, name: string): Sheet {
  if (bytes.length === 0) throw new RuleError("rule_import_empty");
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new RuleError(hasText(bytes, "EncryptedPackage") ? "rule_import_encrypted" : "rule_import_legacy");
  if (startsWith(bytes, [0x50, 0x4b])) return readWorkbook(bytes);
  if (!/\.(csv|txt|tsv)$/i.test(name) || bytes.subarray(0, 4000).includes(0)) {
    if (!startsWith(bytes, [0xff, 0xfe])) throw new RuleError("rule_import_unreadable");
  }
  const { text, encoding } = decodeText(bytes);
  const rows = parseCsv(text).slice(0, MOST_ROWS + 1);
  return {
    is1904: false,
    encoding,
    rows: rows.map((cells, index) => ({
      number: index + 1,
      cells,
      formulas: cells.flatMap((cell, at) => (/^[=@]|^[+-]\D/.test(cell) ? [at] : [])),
    })),
  };
}

function readWorkbook(bytes: Uint8Array): Sheet {
  const shared: string[] = [];
  let is1904 = false;
  let first = "xl/worksheets/sheet1.xml";
  const names: string[] = [];
  // Two passes: a writer may put the sheet before the strings it refers to.
  stream(bytes, (name) => {
    names.push(name);
    if (name === "xl/sharedStrings.xml") return sharedStrings(shared);
    if (name !== "xl/workbook.xml") return undefined;
    return xml({
      open: (tag, attributes) => tag === "workbookPr" && (is1904 = ["1", "true"].includes(attributes.date1904 ?? "")),
    });
  });
  if (!names.includes("xl/workbook.xml")) throw new RuleError("rule_import_unreadable");
  first = names.includes(first)
    ? first
    : (names.filter((name) => name.startsWith("xl/worksheets/")).toSorted()[0] ?? first);
  const rows: SheetRow[] = [];
  stream(bytes, (name) => (name === first ? sheetRows(shared, rows) : undefined));
  return { rows, is1904, encoding: "xlsx" };
}

type Feed = { write: (text: string) => void };

/** Unpacks piece by piece, and stops a file that grows without end. */
function stream(bytes: Uint8Array, choose: (name: string) => Feed | undefined) {
  let unpacked = 0;
  let failure: unknown;
  const unzip = new Unzip((file) => {
    const feed = choose(file.name);
    if (!feed) return;
    const decoder = new TextDecoder();
    file.ondata = (cause, chunk, isLast) => {
      if (failure) return;
      try {
        if (cause) throw cause;
        unpacked += chunk.length;
        if (unpacked > MOST_BYTES) throw new RuleError("rule_import_too_large");
        feed.write(decoder.decode(chunk, { stream: !isLast }));
      } catch (thrown) {
        failure = thrown;
      }
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && !failure; at += 65_536)
      unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length);
  } catch (thrown) {
    failure ??= thrown;
  }
  if (failure instanceof RuleError) throw failure;
  if (failure) throw new RuleError("rule_import_unreadable");
}

type Handlers = {
  open?: (tag: string, attributes: Record<string, string>) => unknown;
  close?: (tag: string) => void;
  text?: (text: string) => void;
};

function xml(handlers: Handlers): Feed {
  const parser = new SaxesParser();
  parser.on("opentag", (tag) =>
    handlers.open?.(tag.name.replace(/^\w+:/, ""), tag.attributes as Record<string, string>),
  );
  parser.on("closetag", (tag) => handlers.close?.(tag.name.replace(/^\w+:/, "")));
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("error", (cause) => {
    throw cause;
  });
  return { write: (text) => void parser.write(text) };
}

function sharedStrings(into: string[]): Feed {
  let text = "";
  let isText = false;
  return xml({
    open: (tag) => {
      if (tag === "si") text = "";
      isText = tag === "t";
    },
    text: (piece) => isText && (text += piece),
    close: (tag) => {
      if (tag === "si") into.push(text);
      isText = false;
    },
  });
}

function sheetRows(shared: string[], into: SheetRow[]): Feed {
  let row: SheetRow = { number: 0, cells: [], formulas: [] };
  let column = -1;
  let type = "";
  let value = "";
  let isValue = false;
  return xml({
    open: (tag, attributes) => {
      if (tag === "row") {
        row = { number: Number(attributes.r ?? row.number + 1), cells: [], formulas: NONE };
        column = -1;
      } else if (tag === "c") {
        column = attributes.r ? columnOf(attributes.r) : column + 1;
        type = attributes.t ?? "";
        value = "";
      } else if (tag === "f" && column < MOST_COLUMNS) row.formulas = [...row.formulas, column];
      isValue = tag === "v" || tag === "t";
    },
    text: (piece) => isValue && (value += piece),
    close: (tag) => {
      isValue = false;
      if (tag === "c" && column < MOST_COLUMNS)
        row.cells[column] = type === "s" ? (shared[Number(value)] ?? "") : value;
      if (tag !== "row") return;
      for (let at = 0; at < row.cells.length; at += 1) row.cells[at] ??= "";
      into.push(row);
      if (into.length > MOST_ROWS + 1) throw new RuleError("rule_import_too_large");
    },
  });
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/\d+$/, "")) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Names inside a compound file are UTF-16. */
function hasText(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(text, "utf16le"));
}
