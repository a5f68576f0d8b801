import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { decodeText } from "./encoding.model.ts";

/** The same workbook with a remark at the end of each refused row, so that the rest stays as its maker left it. */
export function remarkWorkbook(bytes: Uint8Array, remarks: Map<number, string>): Uint8Array {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return remarkCsv(bytes, remarks);
  const files = unzipSync(bytes);
  const name = files["xl/worksheets/sheet1.xml"]
    ? "xl/worksheets/sheet1.xml"
    : (Object.keys(files)
        .filter((key) => key.startsWith("xl/worksheets/"))
        .toSorted()[0] ?? "");
  const sheet = strFromU8(files[name] ?? new Uint8Array());
  const column = letters(widest(sheet) + 1);
  const marked = sheet.replaceAll(
    /<row\b[^>]*?\br="(\d+)"[^>]*?>([\s\S]*?)<\/row>/g,
    (whole, number: string, inner: string) => {
      const remark = remarks.get(Number(number));
      if (!remark) return whole;
      return (
        whole.slice(0, whole.length - 6 - inner.length) +
        `${inner}<c r="${column}${number}" t="inlineStr"><is><t>${escapeXml(remark)}</t></is></c></row>`
      );
    },
  );
  return zipSync({ ...files, [name]: strToU8(marked) });
}

function remarkCsv(bytes: Uint8Array, remarks: Map<number, string>): Uint8Array {
  const lines = decodeText(bytes).text.split(/\r?\n/);
  return strToU8(
    `\uFEFF${lines.map((line, index) => (remarks.has(index + 1) ? `${line},"${(remarks.get(index + 1) ?? "").replaceAll('"', '""')}"` : line)).join("\r\n")}`,
  );
}

function widest(sheet: string): number {
  let most = 0;
  for (const [, letter = ""] of sheet.slice(0, 200_000).matchAll(/<c\b[^>]*?\br="([A-Z]+)\d+"/g))
    most = Math.max(
      most,
      [...letter].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0),
    );
  return most;
}

function letters(column: number): string {
  return column <= 0 ? "" : letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
