import { strFromU8, unzipSync } from "fflate";
import { wordText } from "./word-text.ts";

export type Paragraph = {
  text: string;
  name: string;
  jc: string;
  xml: string;
  isBold: boolean;
  isItalic: boolean;
  size: number;
  isInTable: boolean;
  /** Of the cell, or of the page between its margins, in points. */
  room: number;
};
export type Read = { xml: string; files: Record<string, string>; paragraphs: Paragraph[]; text: string };

export const number = (xml: string, pattern: RegExp) => Number(pattern.exec(xml)?.[1] ?? Number.NaN);
export const isNear = (value: number, from: number, until = from, by = 6) => value >= from - by && value <= until + by;
const PARAGRAPH = /<w:p>(?:(?!<w:p>).)*?<\/w:p>/gs;

/** A .docx as a checker looks at it: its paragraphs with how they are set, where they stand and what they say. */
export function read(paper: Uint8Array): Read {
  const files = Object.fromEntries(
    Object.entries(unzipSync(paper))
      .filter(([name]) => name.endsWith(".xml"))
      .map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
  const xml = files["word/document.xml"] ?? "";
  const page =
    number(xml, /<w:pgSz w:w="(\d+)"/) -
    number(xml, /w:right="(\d+)" w:bottom/) -
    number(xml, /w:left="(\d+)" w:header/);
  const paragraphs = [...xml.matchAll(PARAGRAPH)].map((match) =>
    paragraphOf(match[0], xml.slice(0, match.index), page),
  );
  return { xml, files, paragraphs, text: wordText(paper).join("\n") };
}

function paragraphOf(xml: string, before: string, page: number): Paragraph {
  const isInTable = before.lastIndexOf("<w:tbl>") > before.lastIndexOf("</w:tbl>");
  const cell = before.slice(before.lastIndexOf("<w:tcPr>"));
  const said = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)].map(([, text]) => text ?? "\n").join("");
  return {
    xml,
    text: said.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">"),
    name: /<w:pStyle w:val="(\w+)"/.exec(xml)?.[1] ?? "",
    jc: /<w:jc w:val="(\w+)"/.exec(xml)?.[1] ?? "left",
    isBold: xml.includes("<w:b/>"),
    isItalic: xml.includes("<w:i/>"),
    size: number(xml, /<w:sz w:val="(\d+)"/),
    isInTable,
    room: (isInTable ? number(cell, /<w:tcW w:w="(\d+)"/) : page) / 20,
  };
}
