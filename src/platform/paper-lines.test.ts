import { expect, test } from "vitest";
import { drawLines, withScripts } from "./paper-lines.ts";
import { evenLines, linesOf, widthOf } from "./paper-measure.ts";

test("the nation's name is as wide as it was measured on paper: 88.3 mm at 12 points, 95.7 at 13, 103 at 14", () => {
  for (const [size, millimetres] of [
    [12, 88.3],
    [13, 95.7],
    [14, 103],
  ] as const)
    expect((widthOf("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size, "bold") / 72) * 25.4).toBeCloseTo(millimetres, 0);
});

test("a long name breaks into even lines, a short one does not", () => {
  const set = { size: 12, weight: "bold", room: 184.2 } as const;
  expect(evenLines("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM", set)).toEqual([
    "LIÊN HIỆP CÁC TỔ CHỨC",
    "HỮU NGHỊ VIỆT NAM",
  ]);
  expect(evenLines("BAN CHÂU ÂU", set)).toEqual(["BAN CHÂU ÂU"]);
  // As full as they can be, the last line would be short.
  expect(linesOf("một hai ba bốn năm sáu bảy", { size: 14, weight: "regular", room: 120 })).toHaveLength(2);
});

const paragraph = (name: string, text: string) =>
  `<w:p><w:pPr><w:pStyle w:val="${name}"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const line = (name: string) => `<w:p><w:pPr><w:pStyle w:val="${name}"/><w:ind w:left="0" w:right="0"/></w:pPr></w:p>`;

test("a line is drawn in the middle, as long of its text as its place asks; what is no name stays as it is", () => {
  const text = "BAN CHÂU ÂU & BAN CHÂU Á";
  const drawn = drawLines(paragraph("Issuer", text.replace("&", "&amp;")) + line("LineIssuer"));
  const side = Number(/w:left="(\d+)"/.exec(drawn)?.[1]) / 20;
  expect((184.2 - 2 * side) / widthOf(text, 12, "bold")).toBeCloseTo(0.4, 1);
  expect(drawn).toContain("BAN CHÂU ÂU &amp; BAN CHÂU Á");
  const other = paragraph("Body", "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM");
  expect(drawLines(other)).toBe(other);
});

test("a run of Lao names the font that has it, and no other run does", () => {
  const [vi, lo] = [paragraph("", "Việt Nam"), paragraph("", "ລາວ")];
  const named = withScripts(vi + lo);
  expect(named.startsWith(vi)).toBe(true);
  expect(named).toContain('<w:rPr><w:rFonts w:cs="Leelawadee UI"/>');
});
