import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { eachRecord, findSeparator } from "./csv.server.ts";
import { decodeText } from "./encoding.model.ts";
import { keyOf } from "./parts.server.ts";
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

function remarkWorkbook(bytes: Uint8Array, remarks: Remarks, isHeading: Heading): Uint8Array {
  const files = unzipSync(bytes);
  const part = sheetPartOf(bytes, isHeading);
  const name = Object.keys(files).find((key) => keyOf(key) === part) ?? part;
  const sheet = strFromU8(files[name] ?? new Uint8Array());
  const column = lettersOf(widest(sheet));
  let number = 0;
  const marked = sheet.replaceAll(ROW, (whole, prefix: string, attributes: string, inner: string | undefined) => {
    number = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? number + 1);
    const remark = remarks.get(number);
    if (!remark || inner === undefined) return whole;
    const [c, is, t] = ["c", "is", "t"].map((tag) => prefix + tag);
    const cell = `<${c} r="${column}${number}" t="inlineStr"><${is}><${t}>${escapeXml(remark)}</${t}></${is}></${c}>`;
    return `<${prefix}row${attributes}>${inner}${cell}</${prefix}row>`;
  });
  return zipSync({ ...files, [name]: strToU8(marked) });
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
  for (const [, letter = ""] of sheet.slice(0, 200_000).matchAll(/<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)\d+"/g))
    most = Math.max(
      most,
      [...letter].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0),
    );
  return most;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
