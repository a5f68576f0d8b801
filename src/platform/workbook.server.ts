import { Zip, strToU8, zipSync } from "fflate";
import { apart } from "./apart.server.ts";
import type { PackedPart } from "./packed.ts";
import { packedPart } from "./packed.ts";
import type { RowsAsked } from "./workbook.apart.ts";
import { tabName } from "./union-shown.ts";
import type { Cell } from "./workbook-rows.ts";
import { csvLine, xmlRow } from "./workbook-rows.ts";

export type { Cell } from "./workbook-rows.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEET = [`${HEADER}<worksheet xmlns="${MAIN}"><sheetData>`, "</sheetData></worksheet>"] as const;
/** A sheet holds no more. */
const MOST_ROWS = 1_048_576;

/** A workbook of one sheet, first row the headings. Text that looks like a formula stays text, in Excel and where it is pasted. */
export function writeWorkbook(rows: Cell[][]): Uint8Array {
  const sheet = SHEET[0] + rows.map((row, index) => xmlRow(row, index + 1)).join("") + SHEET[1];
  const files = { ...partsOf(1), [sheetName(1)]: sheet };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}

/** The same piece by piece, however many rows there are; what a sheet cannot hold goes on in the next, under the same headings. */
export async function* workbookOf(packets: AsyncIterable<Cell[][]>, headings: Cell[]): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((cause, chunk) => {
    if (cause) throw cause;
    ready.push(chunk);
  });
  const begin = (number: number) => {
    const part = packedPart(sheetName(number));
    zip.add(part.file);
    return { number, at: 1, part };
  };
  let sheet = begin(1);
  await push(sheet.part, { xml: SHEET[0], rows: [headings], from: 1 });
  for await (const rows of packets) {
    for (let done = 0; done < rows.length;) {
      if (sheet.at === MOST_ROWS) {
        await push(sheet.part, { xml: SHEET[1], rows: [], from: 0 }, true);
        sheet = begin(sheet.number + 1);
        await push(sheet.part, { xml: SHEET[0], rows: [headings], from: 1 });
      }
      const some = rows.slice(done, done + MOST_ROWS - sheet.at);
      await push(sheet.part, { xml: "", rows: some, from: sheet.at + 1 });
      sheet.at += some.length;
      done += some.length;
    }
    yield* ready;
    ready = [];
  }
  await push(sheet.part, { xml: SHEET[1], rows: [], from: 0 }, true);
  for (const [name, xml] of Object.entries(partsOf(sheet.number))) {
    const part = packedPart(name);
    zip.add(part.file);
    await push(part, { xml, rows: [], from: 0 }, true);
  }
  zip.end();
  yield* ready;
}

/** Rows are written and packed in a thread, a packet at a time: whoever takes a download slowly keeps no thread. */
async function push(part: PackedPart, asked: Omit<RowsAsked, "crc" | "isLast">, isLast = false): Promise<void> {
  const { packed, crc, size } = await apart<typeof import("./workbook.apart.ts")>(
    "#platform/workbook.apart.ts",
    { ...asked, crc: part.file.crc, isLast },
    // Headers are sent already: it waits rather than breaks off.
    { lane: "making", isPatient: true },
  );
  part.add(packed, { crc, size }, isLast);
}

const sheetName = (number: number) => `xl/worksheets/sheet${number}.xml`;

function partsOf(sheets: number): Record<string, string> {
  const each = (say: (number: number) => string) => Array.from({ length: sheets }, (_, at) => say(at + 1)).join("");
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${each((number) => `<Override PartName="/${sheetName(number)}" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((number) => `<sheet name="${tabName()}${number > 1 ? ` ${number}` : ""}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}</Relationships>`,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, HEADER + xml]));
}

/** CSV in UTF-8 with the mark that Excel needs to see it. */
export function writeCsv(rows: Cell[][]): Uint8Array {
  return strToU8(`\uFEFF${rows.map(csvLine).join("")}`);
}

/** The same piece by piece. */
export async function* csvOf(packets: AsyncIterable<Cell[][]>, headings: Cell[]): AsyncGenerator<Uint8Array> {
  yield strToU8(`\uFEFF${csvLine(headings)}`);
  for await (const rows of packets)
    yield await apart<typeof import("./csv.apart.ts")>("#platform/csv.apart.ts", rows, {
      lane: "making",
      isPatient: true,
    });
}
