import { strToU8, zipSync } from "fflate";
import { clean } from "./clean.ts";

export type Cell = string | number | null | undefined;

/** A workbook of one sheet, first row the headings. Text that looks like a formula stays text, in Excel and where it is pasted. */
export function writeWorkbook(rows: Cell[][]): Uint8Array {
  const body = rows
    .map((row, index) => `<row r="${index + 1}">${row.map((cell) => xmlCell(cell)).join("")}</row>`)
    .join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packageRel = "http://schemas.openxmlformats.org/package/2006";
  const files = {
    "[Content_Types].xml": `<Types xmlns="${packageRel}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packageRel}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Amity" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packageRel}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${body}</sheetData></worksheet>`,
  };
  const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(header + xml)])));
}

/** The same as CSV in UTF-8 with the mark that Excel needs to see it. */
export function writeCsv(rows: Cell[][]): Uint8Array {
  const line = (row: Cell[]) =>
    row
      .map((cell) => (typeof cell === "number" ? String(cell) : `"${disarm(clean(cell ?? "")).replaceAll('"', '""')}"`))
      .join(",");
  return strToU8(`\uFEFF${rows.map(line).join("\r\n")}\r\n`);
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
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
