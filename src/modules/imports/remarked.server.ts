import { Zip, ZipDeflate, strToU8 } from "fflate";
import type { Entry } from "#platform/archive.ts";
import { listArchive } from "#platform/archive.ts";
import { RuleError } from "#platform/errors.ts";
import { packedPart } from "#platform/packed.ts";
import { eachRecord, findSeparator } from "./csv.server.ts";
import { decodeText } from "./encoding.model.ts";
import { keyOf, streamParts } from "./parts.server.ts";
import { lettersOf } from "./sheet-rows.server.ts";
import { isArchive } from "./sheet.server.ts";
import { sheetPartOf } from "./workbook.server.ts";

type Heading = (cells: string[]) => boolean;
type Remarks = Map<number, string>;

/** The same file with a remark at the end of each refused row, so that the rest stays as its maker left it. */
export async function remarkFile(bytes: Uint8Array, remarks: Remarks, isHeading: Heading): Promise<Uint8Array> {
  return isArchive(bytes) ? remarkWorkbook(bytes, remarks, isHeading) : remarkCsv(bytes, remarks, isHeading);
}

const ROW = /<((?:\w+:)?)row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/\1row>)/g;

/** The sheet is read and written a piece at a time, other parts stay packed as they are: however large it is, little of it is in memory. */
function remarkWorkbook(bytes: Uint8Array, remarks: Remarks, isHeading: Heading): Uint8Array {
  const part = sheetPartOf(bytes, isHeading);
  const listed = listArchive(bytes);
  if (!listed) throw new RuleError("rule_import_damaged");
  const made: Uint8Array[] = [];
  const zip = new Zip((cause, chunk) => {
    if (cause) throw cause;
    made.push(chunk);
  });
  for (const entry of listed.entries) {
    if (keyOf(entry.name) === part) remarkSheet(zip, entry.name, bytes, remarks);
    else copyPart(zip, entry, bytes);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(made));
}

function copyPart(zip: Zip, { name, at, packed, crc, size, method }: Entry, bytes: Uint8Array): void {
  const { file, add } = packedPart(name, method);
  zip.add(file);
  add(bytes.subarray(at, at + packed), { crc, size }, true);
}

/** No row is so long. */
const LONGEST_ROW = 5_000_000;

function remarkSheet(zip: Zip, name: string, bytes: Uint8Array, remarks: Remarks): void {
  const out = new ZipDeflate(name, { level: 6 });
  zip.add(out);
  const mark = marker(remarks, lettersOf(widest(beginningOf(bytes, name))));
  let left = "";
  streamParts(bytes, (one) =>
    one === name
      ? {
          write: (text) => {
            left += text;
            const end = endOfRows(left);
            if (left.length - end > LONGEST_ROW) throw new RuleError("rule_import_damaged");
            out.push(strToU8(mark(left.slice(0, end))));
            left = left.slice(end);
          },
        }
      : undefined,
  );
  out.push(strToU8(mark(left)), true);
}

/** Sets the remark behind the last cell of each row that has one. */
function marker(remarks: Remarks, column: string): (rows: string) => string {
  let number = 0;
  return (rows) =>
    rows.replaceAll(ROW, (whole, prefix: string, attributes: string, inner: string | undefined) => {
      number = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? number + 1);
      const remark = remarks.get(number);
      if (!remark || inner === undefined) return whole;
      const [c, is, t] = ["c", "is", "t"].map((tag) => prefix + tag);
      const cell = `<${c} r="${column}${number}" t="inlineStr"><${is}><${t}>${escapeXml(remark)}</${t}></${is}></${c}>`;
      return `<${prefix}row${attributes}>${inner}${cell}</${prefix}row>`;
    });
}

const ROW_ENDS = "row>";

/** Where the last row that is whole ends. */
function endOfRows(text: string): number {
  for (let at = text.lastIndexOf(ROW_ENDS); at > 0; at = text.lastIndexOf(ROW_ENDS, at - 1))
    if (/<\/(?:\w+:)?$/.test(text.slice(Math.max(0, at - 40), at))) return at + ROW_ENDS.length;
  return 0;
}

const BEGINNING = 200_000;

function beginningOf(bytes: Uint8Array, name: string): string {
  let text = "";
  const isDone = () => text.length > BEGINNING;
  streamParts(bytes, (one) =>
    one === name ? { write: (piece) => void (text += piece.slice(0, BEGINNING)), isDone } : undefined,
  );
  return text;
}

/** As UTF-8 with the mark that Excel needs to see it; a row may hold several lines, and the remark stands behind the last. */
async function remarkCsv(bytes: Uint8Array, remarks: Remarks, isHeading: Heading): Promise<Uint8Array> {
  const { text } = decodeText(bytes);
  const separator = findSeparator(text, isHeading);
  const written: string[] = [];
  let number = 0;
  let width = 0;
  for await (const { cells, raw } of eachRecord(text, separator)) {
    number += 1;
    if (width === 0 && isHeading(cells)) width = cells.length;
    const remark = remarks.get(number);
    const end = /(?:\r\n|\r|\n)?$/.exec(raw)?.[0] ?? "";
    const quoted = remark && `"${remark.replaceAll('"', '""')}"`;
    const missing = separator.repeat(Math.max(0, width - cells.length) + 1);
    written.push(quoted ? `${raw.slice(0, raw.length - end.length)}${missing}${quoted}${end}` : raw);
  }
  return strToU8(`\uFEFF${written.join("")}`);
}

function widest(sheet: string): number {
  let most = 0;
  for (const [, letter = ""] of sheet.slice(0, BEGINNING).matchAll(/<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)\d+"/g))
    most = Math.max(
      most,
      [...letter].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0),
    );
  return most;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
