import zlib from "node:zlib";
import type { Cell } from "./workbook-rows.ts";
import { xmlRow } from "./workbook-rows.ts";

/** Text of a part of a workbook and the rows behind it, the first of them row `from`; `crc` is the check sum of what came before. */
export type RowsAsked = { xml: string; rows: Cell[][]; from: number; crc: number; isLast: boolean };

/** A piece of the packed part, which goes on from the piece before. */
export function run({ xml, rows, from, crc, isLast }: RowsAsked): { packed: Uint8Array; crc: number; size: number } {
  const text = Buffer.from(xml + rows.map((row, at) => xmlRow(row, from + at)).join(""));
  const finishFlush = isLast ? zlib.constants.Z_FINISH : zlib.constants.Z_SYNC_FLUSH;
  const packed = zlib.deflateRawSync(text, { level: 6, finishFlush });
  return { packed: new Uint8Array(packed), crc: zlib.crc32(text, crc), size: text.length };
}
