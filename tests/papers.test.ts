import fs from "node:fs";
import type { TemplateData } from "easy-template-x";
import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { clean } from "#platform/clean.ts";
import { fillTemplate } from "#platform/paper.server.ts";
import { openCompiler } from "#platform/pdf.apart.ts";
import { setPdf } from "#platform/pdf.server.ts";
import { writeCsv, writeWorkbook } from "#platform/workbook.server.ts";
import { readPdf } from "./pdf-text.ts";
import { TRICKY, squeezed } from "./tricky-texts.ts";
import { wordText } from "./word-text.ts";

const mark = (index: number) => `§${index}§`;
const END = "§end§";
/** A report of a hundred sections, each a tricky text. */
const REPORT = {
  language: "vi",
  unit: TRICKY[7] ?? "",
  unit_name: "Liên hiệp",
  place: "Hà Nội",
  day: "1/1/2026",
  heading: "Báo cáo",
  subheading: "Nguồn",
  parts: [
    {
      ...{ title: "I. PHẦN", paragraphs: [] },
      sections: TRICKY.map((text, index) => ({ title: mark(index), paragraphs: [{ text }] })),
    },
  ],
  figures_title: END,
  label_head: "",
  year_head: "2026",
  before_head: "2025",
  value_head: "",
  figures: [{ label: "=1+1 // a", value: "1.5", before: "- 2" }],
  tables: [{ title: "/ Bảng", rows: [{ label: "+ *x*", value: "#1" }] }],
  signer_title: "",
  signer: "",
};
const ENDS = `Trên đây là kết quả công tác năm 2026 của Liên hiệp; số liệu chi tiết tại Phụ lục kèm theo./.`;
/** What stands between one mark and the next; the last one stands before `until`. */
function sectionsOf(lines: string[], until = END): string[][] {
  return TRICKY.map((_, index) =>
    lines.slice(lines.indexOf(mark(index)) + 1, lines.indexOf(index + 1 < TRICKY.length ? mark(index + 1) : until)),
  );
}

test("there are a hundred, and no two are alike", () => {
  expect(new Set(TRICKY).size).toBe(100);
});

/** The scripts that papers are written in, each of which some text has. */
const SCRIPTS = ["Latin", "Cyrillic", "Greek", "Han", "Hiragana", "Katakana", "Hangul", "Lao", "Khmer", "Thai"];

describe("as PDF", async () => {
  const pdf = readPdf(await setPdf("annual-report", REPORT));

  test("a hundred texts stand there letter by letter", () => {
    expect(sectionsOf(pdf.lines).map((lines) => squeezed(lines.join("")))).toEqual(TRICKY.map(squeezed));
    for (const said of ["=1+1 // a", "- 2", "/ Bảng", "+ *x*", "#1", TRICKY[7]?.split("\n")[0] ?? ""])
      expect(pdf.lines.join("\n")).toContain(said);
  });

  test("a line ends where it was ended", () => {
    const short = TRICKY.filter((text) => text.split("\n").every((line) => line.length < 50 && !line.includes("\t")));
    expect(short.filter((text) => text.includes("\n")).length).toBeGreaterThan(5);
    const set = sectionsOf(pdf.lines);
    for (const text of short)
      expect(set[TRICKY.indexOf(text)]?.map((line) => line.trimEnd())).toEqual(
        text
          .split("\n")
          .map((line) => line.trimEnd())
          .filter(Boolean),
      );
  });

  test("no letter is a box, and every font comes with Amity", () => {
    for (const script of SCRIPTS) expect(TRICKY.join("")).toMatch(new RegExp(`\\p{Script=${script}}`, "u"));
    expect(pdf.missing).toBe(0);
    const ours = fs.readdirSync("templates/fonts").map((file) => file.replace(/_\d+(\w+)\.ttf$/, "-$1"));
    const isOurs = (font: string) => ours.includes(font) || /^(LibertinusSerif|DejaVuSansMono|NewCMMath)\b/.test(font);
    expect(pdf.fonts.filter((font) => !isOurs(font))).toEqual([]);
    expect(pdf.fonts).toEqual(
      expect.arrayContaining(["NotoSansSC-Regular", "NotoSansJP-Regular", "NotoSansKR-Regular"]),
    );
  });

  test("a word longer than a line breaks", () => {
    const set = sectionsOf(pdf.lines);
    const longest = (text: string) => Math.max(...(set[TRICKY.indexOf(text)] ?? []).map((line) => line.length));
    const words = TRICKY.filter((text) => /\S{200}/.test(text));
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((text) => longest(text) > 110)).toEqual([]);
  });

  test("the machine's fonts are not looked at", async () => {
    const compiler = await openCompiler();
    for (const font of ["DejaVu Serif", "Times New Roman", "Arial", "Liberation Serif"]) {
      const mainFileContent = `#set text(font: "${font}", fallback: false)\nabc`;
      expect(readPdf(compiler.pdf({ mainFileContent })).fonts).toEqual([]);
    }
  });

  test("a letter that no font has is seen to be missing", async () => {
    const text = "Cuneiform: \u{12000}";
    const paper = { ...REPORT, parts: [{ title: "I", paragraphs: [{ text }], sections: [] }] };
    expect(readPdf(await setPdf("annual-report", paper)).missing).toBe(1);
  });
});

/** Throws where a file of the archive is no XML; what XML 1.0 does not know is none. */
function eachIsXml(archive: Uint8Array): string[] {
  const files = Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith("/"));
  return files.map(([name, bytes]) => {
    new SaxesParser({ xmlns: true }).write(strFromU8(bytes)).close();
    return name;
  });
}
const PAPERS = fs
  .readdirSync("templates")
  .filter((file) => file.endsWith(".docx"))
  .map((file) => file.slice(0, -5));
/** As rows may hold them that were kept before texts were cleaned. */
const OLD = TRICKY.map((text, index) => `${text}\v\uFFFE${String.fromCharCode(index % 32)}\uD83D`);

/** Every tag of a template filled with one text, every loop once around. */
function filledWith(name: string, text: string): TemplateData {
  const xml = strFromU8(unzipSync(fs.readFileSync(`templates/${name}.docx`))["word/document.xml"] ?? new Uint8Array());
  const values: TemplateData = {};
  for (const [, sign, tag = ""] of xml.matchAll(/\{([#/]?)(\w+)[^}]*\}/g))
    if (sign === "#") values[tag] = [{}];
    else if (sign === "") values[tag] = text;
  return values;
}

describe("as Word", () => {
  test("a hundred texts stand there letter by letter, line by line", async () => {
    const lines = wordText(await fillTemplate("annual-report", REPORT));
    expect(sectionsOf(lines, ENDS)).toEqual(TRICKY.map((text) => [text]));
  });

  test.each(PAPERS)("%s holds in every place what was written, and is well-formed", async (name) => {
    for (const text of OLD.filter((_, index) => index % 9 === 0)) {
      const paper = await fillTemplate(name, filledWith(name, text));
      expect(eachIsXml(paper)).toContain("word/document.xml");
      expect(wordText(paper).join("\n")).toContain(clean(text).trim());
    }
  });

  test("a paragraph of one section never runs into the next one's title", async () => {
    const sections = ["A", "B"].map((title) => ({
      title: `Mục ${title}`,
      paragraphs: [{ text: `Đếm ${title}` }, { text: `Viết ${title}` }],
    }));
    const lines = wordText(
      await fillTemplate("annual-report", { ...REPORT, parts: [{ title: "I", paragraphs: [], sections }] }),
    );
    const at = lines.indexOf("Mục A");
    expect(lines.slice(at, at + 7)).toEqual(["Mục A", "Đếm A", "Viết A", "Mục B", "Đếm B", "Viết B", ENDS]);
  });

  test.each(PAPERS)(
    "%s sets Lao, Khmer and Thai as large and as bold as the rest, Chinese by a font that has it",
    (name) => {
      const files = unzipSync(fs.readFileSync(`templates/${name}.docx`));
      const styles = strFromU8(files["word/styles.xml"] ?? new Uint8Array());
      expect(styles).toMatch(/w:eastAsia="\w+" w:cs="[\w ]+".*<w:sz w:val="28"\/><w:szCs w:val="28"\/>/);
      const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
      for (const [one, other] of [
        ["<w:b/>", "<w:bCs/>"],
        ["<w:i/>", "<w:iCs/>"],
      ] as const)
        expect(xml.split(other).length).toBe(xml.split(one).length);
    },
  );
});

describe("as a workbook", () => {
  const rows = OLD.map((text, index) => [index, text]);

  test("it is well-formed and holds what was written", () => {
    const book = writeWorkbook(rows);
    expect(eachIsXml(book)).toContain("xl/worksheets/sheet1.xml");
    const cells: string[] = [];
    let text = "";
    const parser = new SaxesParser();
    parser.on("text", (piece) => (text += piece));
    parser.on("opentag", () => (text = ""));
    parser.on("closetag", ({ name }) => name === "t" && cells.push(text));
    parser.write(strFromU8(unzipSync(book)["xl/worksheets/sheet1.xml"] ?? new Uint8Array())).close();
    expect(cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ""))).toEqual(OLD.map(clean));
  });

  test("as CSV too", () => {
    // A mark before the whole is not a text's own.
    expect(strFromU8(writeCsv(rows)).slice(1)).not.toMatch(
      /(?![\t\r\n])\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}|\uFEFF/u,
    );
  });
});
