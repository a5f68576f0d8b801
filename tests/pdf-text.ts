import { unzlibSync } from "fflate";

type Font = Map<number, string>;
type Pdf = { objects: Map<string, string>; fonts: Map<string, Font> };

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const bytesOf = (text: string) => Buffer.from(text, "latin1");
const utf16 = (hex: string) => Buffer.from(hex.replace(/^FEFF/, ""), "hex").swap16().toString("utf16le");

function objectsOf(bytes: Uint8Array): Map<string, string> {
  const found = latin(bytes).matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map([...found].map(([, number = "", body = ""]) => [number, body]));
}

function streamOf({ objects }: Pdf, number: string): string {
  const body = objects.get(number) ?? "";
  const at = /stream\r?\n/.exec(body);
  if (!at) return "";
  const raw = body.slice(at.index + at[0].length, body.lastIndexOf("endstream"));
  return body.slice(0, at.index).includes("FlateDecode") ? latin(unzlibSync(bytesOf(raw))) : raw;
}

/** What each glyph of a font stands for, by the table that the PDF carries for whoever copies from it. */
function fontOf(pdf: Pdf, number: string): Font {
  const known = pdf.fonts.get(number);
  if (known) return known;
  const table = streamOf(pdf, /\/ToUnicode (\d+) 0 R/.exec(pdf.objects.get(number) ?? "")?.[1] ?? "");
  const font: Font = new Map();
  for (const [, code = "", hex = ""] of table.matchAll(/^<(\w{4})> <(\w+)>$/gm))
    font.set(parseInt(code, 16), utf16(hex));
  pdf.fonts.set(number, font);
  return font;
}

/** A content stream with its strings as hexadecimal digits: brackets that pair stand in a string as they are, however deep. */
function inHex(content: string): string {
  let [depth, hex, written] = [0, "", ""];
  for (const [sign, escaped] of content.matchAll(/\\(\d{1,3}|[\s\S])|[\s\S]/g)) {
    if (sign === "(") depth += 1;
    if (depth === 0) written += sign;
    else if (sign !== "(" || depth > 1) hex += Buffer.from(plain(escaped) ?? sign, "latin1").toString("hex");
    if (sign !== ")" || depth === 0) continue;
    depth -= 1;
    if (depth > 0) continue;
    written += `<${hex.slice(0, -2)}>`;
    hex = "";
  }
  return written;
}
const plain = (escaped: string | undefined) =>
  escaped && /\d/.test(escaped) ? String.fromCharCode(parseInt(escaped, 8)) : (ESCAPED[escaped ?? ""] ?? escaped);
const ESCAPED: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** The glyphs of a string, two bytes each. */
const glyphsOf = (hex: string) => [...hex.matchAll(/\w{4}/g)].map(([code]) => parseInt(code, 16));

const ACTS =
  /(?<actual>\/Span <<\s*\/ActualText <(?<hex>\w*)>\s*>> BDC)|(?<begin>\bB(?:DC|MC)\b)|(?<end>\bEMC\b)|\/(?<font>f\d+) [\d.]+ Tf|1 0 0 -1 [-\d.]+ (?<y>[-\d.]+) cm|(?<shown>\[[^\]]*\] TJ|<\w*> Tj)/g;
/** The number of a page stands in a margin of 20 mm: below the last line, or by the decree above the first. */
const [FOOT, HEAD] = [50, 790];

type Page = { lines: string[]; missing: number };

/** Text in the order it was set, a line for each height; what stands under ActualText is that, as the standard has it. */
function readPage(pdf: Pdf, body: string): Page {
  const page: Page = { lines: [], missing: 0 };
  const marks: boolean[] = [];
  let [font, height, line] = [new Map() as Font, Number.NaN, ""];
  const content = inHex(streamOf(pdf, /\/Contents (\d+) 0 R/.exec(body)?.[1] ?? ""));
  for (const { groups = {} } of content.matchAll(ACTS)) {
    if (groups.actual || groups.begin) marks.push(Boolean(groups.actual));
    if (groups.end) marks.pop();
    if (groups.font) font = fontOf(pdf, new RegExp(`/${groups.font} (\\d+) 0 R`).exec(body)?.[1] ?? "");
    if (groups.y && Math.abs(Number(groups.y) - height) > 0.5) {
      page.lines.push(line);
      line = "";
    }
    height = Number(groups.y ?? height);
    if (height < FOOT || height > HEAD) continue;
    if (groups.actual) line += utf16(groups.hex ?? "");
    const glyphs = [...(groups.shown ?? "").matchAll(/<(\w*)>/g)].flatMap(([, hex = ""]) => glyphsOf(hex));
    page.missing += glyphs.filter((glyph) => glyph === 0).length;
    if (!marks.includes(true)) line += glyphs.map((glyph) => font.get(glyph) ?? "").join("");
  }
  return { ...page, lines: [...page.lines, line].filter((one) => one !== "") };
}

/**
 * What a PDF set by Typst says, line by line, its fonts, and how many of its glyphs are the box for a missing one. The readers at
 * hand pass over ActualText or repeat it, and so tear the syllables of Lao, Khmer and Thai apart.
 */
export function readPdf(bytes: Uint8Array): Page & { fonts: string[] } {
  const pdf: Pdf = { objects: objectsOf(bytes), fonts: new Map() };
  const pages = [...pdf.objects.values()]
    .filter((body) => /^<<\s*\/Type \/Page\s/.test(body))
    .map((body) => readPage(pdf, body));
  const fonts = [...latin(bytes).matchAll(/\/FontName \/\w{6}\+([\w-]+)/g)].map(([, name = ""]) => name);
  return {
    lines: pages.flatMap((page) => page.lines),
    missing: pages.reduce((sum, page) => sum + page.missing, 0),
    fonts: [...new Set(fonts)].toSorted(),
  };
}
