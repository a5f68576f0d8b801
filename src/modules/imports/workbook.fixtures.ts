import { strToU8, zipSync } from "fflate";

/** A cell as a workbook holds it: a text, a number, or a number that a format makes something else. */
export type Given =
  | string
  | number
  | undefined
  | { serial: number; as: keyof typeof FORMATS }
  | { error: string }
  | { is: boolean }
  | { formula: string; value: string }
  | { xml: string };
export type GivenSheet = {
  name: string;
  rows: Given[][];
  state?: "hidden" | "veryHidden";
  part?: string;
  hiddenRows?: number[];
  hiddenColumn?: number;
  /** Cells that are merged: `B2:B5`. */
  merges?: string[];
};

/** Formats by the place of their style. */
const FORMATS = { plain: 0, day: 1, dayTime: 2, hour: 3, money: 4, custom: 5, length: 6, share: 7 } as const;
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0\\ &quot;đồng&quot;"/><numFmt numFmtId="165" formatCode="[$-42A]dd\\ &quot;tháng&quot;\\ mm;@"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="46"/><xf numFmtId="9"/></cellXfs></styleSheet>`;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

type Options = { is1904?: boolean; strings?: string[]; files?: Record<string, string> };

/** A workbook as Excel writes it: parts found by relations, days by their format, each cell with its place. */
export function aWorkbook(
  sheets: GivenSheet[],
  { is1904 = false, strings = [], files = {} }: Options = {},
): Uint8Array {
  const parts = sheets.map((sheet, at) => sheet.part ?? `worksheets/sheet${at + 1}.xml`);
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="s${at}"${state ? ` state="${state}"` : ""}/>`,
  );
  const relations = parts.map((part, at) => `<Relationship Id="s${at}" Type="x/worksheet" Target="${part}"/>`);
  const all: Record<string, string> = {
    "_rels/.rels": `<Relationships><Relationship Id="b" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}<Relationship Id="t" Type="x/styles" Target="styles.xml"/><Relationship Id="u" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": `<sst>${strings.map((one) => `<si>${one}</si>`).join("")}</sst>`,
    ...Object.fromEntries(sheets.map((sheet, at) => [placeOf(parts[at] ?? ""), sheetXml(sheet)])),
    ...files,
  };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, xml]) => [name, strToU8(xml)])));
}

const placeOf = (part: string) => (part.startsWith("/") ? part.slice(1) : `xl/${part}`);

function sheetXml({ rows, hiddenRows = [], hiddenColumn, merges = [] }: GivenSheet): string {
  const columns = hiddenColumn ? `<cols><col min="${hiddenColumn}" max="${hiddenColumn}" hidden="1"/></cols>` : "";
  const body = rows.map((cells, at) => {
    const hidden = hiddenRows.includes(at + 1) ? ' hidden="1"' : "";
    return `<row r="${at + 1}"${hidden}>${cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${at + 1}`)).join("")}</row>`;
  });
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
  return `<worksheet>${columns}<sheetData>${body.join("")}</sheetData>${merged && `<mergeCells>${merged}</mergeCells>`}</worksheet>`;
}

function cellXml(cell: Given, place: string): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === "string") return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if ("serial" in cell) return `<c r="${place}" s="${FORMATS[cell.as]}"><v>${cell.serial}</v></c>`;
  if ("error" in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`;
  if ("is" in cell) return `<c r="${place}" t="b"><v>${cell.is ? 1 : 0}</v></c>`;
  if ("formula" in cell) return `<c r="${place}" t="str"><f>${cell.formula}</f><v>${cell.value}</v></c>`;
  return `<c r="${place}"${cell.xml.startsWith("<v>") ? ' t="s"' : ' t="inlineStr"'}>${cell.xml}</c>`;
}
