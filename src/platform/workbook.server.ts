import { Zip, ZipDeflate, strToU8, zipSync } from "fflate";
import { clean } from "./clean.ts";

export type Cell = string | number | null | undefined;

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
  const open = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    return file;
  };
  let sheets = 0;
  let at = 0;
  let sheet: ZipDeflate | undefined;
  const begin = () => {
    sheet?.push(strToU8(SHEET[1]), true);
    sheet = open(sheetName((sheets += 1)));
    sheet.push(strToU8(SHEET[0] + xmlRow(headings, (at = 1))));
    return sheet;
  };
  let current = begin();
  for await (const rows of packets) {
    let xml = "";
    for (const row of rows) {
      if (at === MOST_ROWS) {
        current.push(strToU8(xml));
        xml = "";
        current = begin();
      }
      xml += xmlRow(row, (at += 1));
    }
    current.push(strToU8(xml));
    yield* ready;
    ready = [];
  }
  current.push(strToU8(SHEET[1]), true);
  for (const [name, xml] of Object.entries(partsOf(sheets))) open(name).push(strToU8(xml), true);
  zip.end();
  yield* ready;
}

const sheetName = (number: number) => `xl/worksheets/sheet${number}.xml`;

function partsOf(sheets: number): Record<string, string> {
  const each = (say: (number: number) => string) => Array.from({ length: sheets }, (_, at) => say(at + 1)).join("");
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${each((number) => `<Override PartName="/${sheetName(number)}" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((number) => `<sheet name="Amity${number > 1 ? ` ${number}` : ""}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}</Relationships>`,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, HEADER + xml]));
}

function xmlRow(row: Cell[], number: number): string {
  return `<row r="${number}">${row.map((cell) => xmlCell(cell)).join("")}</row>`;
}

/** CSV in UTF-8 with the mark that Excel needs to see it. */
export function writeCsv(rows: Cell[][]): Uint8Array {
  return strToU8(`\uFEFF${rows.map(csvLine).join("")}`);
}

/** The same piece by piece. */
export async function* csvOf(packets: AsyncIterable<Cell[][]>, headings: Cell[]): AsyncGenerator<Uint8Array> {
  yield strToU8(`\uFEFF${csvLine(headings)}`);
  for await (const rows of packets) yield strToU8(rows.map(csvLine).join(""));
}

function csvLine(row: Cell[]): string {
  const cells = row.map((cell) =>
    typeof cell === "number" ? String(cell) : `"${disarm(clean(cell ?? "")).replaceAll('"', '""')}"`,
  );
  return `${cells.join(",")}\r\n`;
}

function xmlCell(cell: Cell): string {
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  const text = disarm(clean(cell ?? ""))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A leading = + - @ or tab would run as a formula when somebody pastes or opens it; an apostrophe keeps it text. */
function disarm(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
