import { RuleError } from "#platform/errors.ts";
import { readCsv } from "./csv.server.ts";
import type { Encoding } from "./encoding.model.ts";
import type { SheetRow } from "./sheet-rows.server.ts";
import { readWorkbook } from "./workbook.server.ts";

/** A sentence that the reader is told of a file: its key and what it names. */
export type Remark = { code: string; details: Record<string, string | number> };

/** The rows of one sheet; `heading` is the index of the row that names the columns, or -1. */
export type Sheet = {
  rows: SheetRow[];
  heading: number;
  encoding: Encoding | "xlsx";
  is1904: boolean;
  hiddenRows: Set<number>;
  hiddenColumns: Set<number>;
  remarks: Remark[];
};

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const ARCHIVE = [0x50, 0x4b];

export const isArchive = (bytes: Uint8Array) => startsWith(bytes, ARCHIVE);

/** Reads an .xlsx workbook or a text file with separators. Throws one clear RuleError for what is neither. */
export async function readSheet(
  bytes: Uint8Array,
  name: string,
  isHeading: (cells: string[]) => boolean,
): Promise<Sheet> {
  if (bytes.length === 0) throw new RuleError("rule_import_empty");
  if (startsWith(bytes, COMPOUND))
    throw new RuleError(hasText(bytes, "EncryptedPackage") ? "rule_import_encrypted" : "rule_import_legacy");
  if (isArchive(bytes)) return readWorkbook(bytes, isHeading);
  const isUtf16 = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  const beginning = bytes.subarray(0, 4000);
  const empty = beginning.filter((byte) => byte === 0).length;
  if (!isUtf16 && (!/\.(csv|txt|tsv)$/i.test(name) || empty > 0))
    // Of two bytes a letter, without the mark that would say so, about half are empty.
    throw new RuleError(empty > beginning.length / 4 ? "rule_import_encoding" : "rule_import_unreadable");
  return readCsv(bytes, isHeading);
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Names inside a compound file are UTF-16. */
function hasText(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(text, "utf16le"));
}
