import zlib from "node:zlib";

/** Files that once ended the server, or held it up for a minute; made by code, each in a second or so. */

type Part = { name: string; packed: Buffer; size: number; crc: number };

const XML = {
  root: `<Relationships><Relationship Id="b" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  book: `<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="s1"/></sheets></workbook>`,
  related: `<Relationships><Relationship Id="s1" Type="x/worksheet" Target="sheet1.xml"/><Relationship Id="s2" Type="x/styles" Target="styles.xml"/><Relationship Id="s3" Type="x/sharedStrings" Target="strings.xml"/></Relationships>`,
};

function partOf(name: string, text: string | Buffer): Part {
  const bytes = Buffer.from(text);
  return { name, packed: zlib.deflateRawSync(bytes), size: bytes.length, crc: zlib.crc32(bytes) };
}

type Repeated = { head: string; once: string; times: number; tail?: string };

/** A part that says the same thing over and over: packed a thousand times smaller, without ever being in memory whole. */
function repeated(name: string, { head, once, times, tail = "" }: Repeated): Part {
  const some = Math.max(1, Math.floor(8_000_000 / once.length));
  const block = Buffer.from(once.repeat(some));
  const blocks = Math.ceil(times / some);
  const pack = (text: string | Buffer, isLast = false) =>
    zlib.deflateRawSync(text, {
      level: 9,
      finishFlush: isLast ? zlib.constants.Z_FINISH : zlib.constants.Z_FULL_FLUSH,
    });
  const packedBlock = pack(block);
  let crc = zlib.crc32(head);
  for (let at = 0; at < blocks; at += 1) crc = zlib.crc32(block, crc);
  return {
    name,
    packed: Buffer.concat([pack(head), ...Array<Buffer>(blocks).fill(packedBlock), pack(tail, true)]),
    size: head.length + block.length * blocks + tail.length,
    crc: zlib.crc32(tail, crc),
  };
}

/** An archive of parts, with the list at its end. */
function archive(parts: Part[]): Uint8Array {
  const [local, central]: Buffer[][] = [[], []];
  let at = 0;
  for (const { name, packed, size, crc } of parts) {
    const named = Buffer.from(name);
    const said = Buffer.alloc(26);
    said.writeUInt16LE(20, 0);
    said.writeUInt16LE(8, 4);
    said.writeUInt32LE(crc, 10);
    said.writeUInt32LE(packed.length, 14);
    said.writeUInt32LE(size, 18);
    said.writeUInt16LE(named.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    said.copy(entry, 6, 0, 26);
    entry.writeUInt32LE(at, 42);
    local?.push(Buffer.from("PK\u0003\u0004"), said, named, packed);
    central?.push(entry, named);
    at += 30 + named.length + packed.length;
  }
  const list = Buffer.concat(central ?? []);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...(local ?? []), list, end]));
}

const bookOf = (sheet: Part, more: Part[] = []) =>
  archive([
    partOf("_rels/.rels", XML.root),
    partOf("xl/workbook.xml", XML.book),
    partOf("xl/_rels/workbook.xml.rels", XML.related),
    ...more,
    sheet,
  ]);
const sheetOf = (head: string, once: string, times: number) =>
  repeated("xl/sheet1.xml", { head: `<worksheet><sheetData>${head}`, once, times });

const HEADING = row(1, ["Tên", "Nước", "Ghi chú"]);

function row(number: number, cells: string[]): string {
  const xml = cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`);
  return `<row r="${number}">${xml.join("")}</row>`;
}

/** Two million short lines, 4 MB. */
export const shortLines = () => new Uint8Array(Buffer.from(`Tên,Nước\n${"a\n".repeat(2_000_000)}`));

/** A list that an office might send, in a workbook of so many megabytes: names and notes that no packing makes small. */
export function ordinaryWorkbook(megabytes: number): Uint8Array {
  let seed = 7;
  const letters = Array.from({ length: 4096 }, () => ((seed = (seed * 16_807) % 2_147_483_647) % 36).toString(36));
  const text = (length: number) => {
    const from = (seed = (seed * 16_807) % 2_147_483_647) % 3000;
    const step = 1 + (seed % 900);
    return Array.from({ length }, (_, at) => letters[(from + at * step + ((at * at) % 37)) % 4096]).join("");
  };
  const rows = [HEADING];
  // Some 265 bytes of a row are left when it is packed.
  const count = Math.round((megabytes * 1_000_000) / 265);
  for (let at = 0; at < count; at += 1)
    rows.push(row(at + 2, [`Hội ${text(24)}`, "Lào", Array.from({ length: 16 }, () => text(24)).join(" ")]));
  const sheet = `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`;
  return bookOf(partOf("xl/sheet1.xml", sheet));
}

/** 905 kB that unpack to 900 MB of rows. */
export const bomb = () => bookOf(sheetOf(HEADING, "<row><c><v>1</v></c></row>", 34_600_000));

/** Three hundred thousand parts, each empty. */
export function manyEntries(): Uint8Array {
  const empty = zlib.deflateRawSync("");
  return archive(Array.from({ length: 300_000 }, (_, at) => ({ name: `x${at}`, packed: empty, size: 0, crc: 0 })));
}

/** Others of the kind: each fills memory in another way, and no list at the end of the archive gives it away. */
export const SWOLLEN: Record<string, () => Uint8Array> = {
  "tags in tags": () => bookOf(sheetOf(HEADING, "<a>", 13_000_000)),
  "a cell without end": () => bookOf(sheetOf(`${HEADING}<row><c t="str"><v>`, "xxxxxxxx", 6_000_000)),
  "a comment without end": () => bookOf(sheetOf("<!--", "xxxxxxxx", 6_000_000)),
  "a tag without end": () => bookOf(sheetOf("<row ", 'aa="b" ', 6_000_000)),
  "merged cells": () => bookOf(sheetOf(`${HEADING}</sheetData><mergeCells>`, '<mergeCell ref="A1:B2"/>', 2_000_000)),
  "shared strings": () =>
    bookOf(sheetOf(HEADING, row(2, ["a"]), 1), [
      repeated("xl/strings.xml", { head: "<sst>", once: "<si><t>a</t></si>", times: 2_900_000, tail: "</sst>" }),
    ]),
  "cell formats": () =>
    bookOf(sheetOf(HEADING, row(2, ["a"]), 1), [
      repeated("xl/styles.xml", {
        head: "<styleSheet><cellXfs>",
        once: '<xf numFmtId="14"/>',
        times: 2_500_000,
        tail: "</cellXfs></styleSheet>",
      }),
    ]),
  "columns far out": () => bookOf(sheetOf(`${HEADING}<row r="2">`, '<c r="ZZZZ2"><v>1</v></c>', 1_900_000)),
};
