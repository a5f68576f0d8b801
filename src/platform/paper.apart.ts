import fs from "node:fs/promises";
import type { TemplateData } from "easy-template-x";
import { TemplateHandler } from "easy-template-x";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { clean, cleanValues } from "./clean.ts";
import { drawLines, withScripts } from "./paper-lines.ts";

type Asked = { name: string; values: TemplateData; mark?: string | undefined; template?: Uint8Array | undefined };

/** Fills the template that is given, else that of the program by this name; a `mark` is set above everything, whatever it looks like. */
export async function run({ name, values, mark, template: own }: Asked): Promise<Uint8Array> {
  const template = own ? Buffer.from(own) : await fs.readFile(`templates/${name}.docx`);
  const filled = finished(new Uint8Array(await new TemplateHandler().process(template, cleanValues(values))));
  return mark ? markPaper(filled, clean(mark)) : filled;
}

/** What follows from what was filled in: lines that are drawn, fonts of further scripts, tabs. */
export function finished(paper: Uint8Array): Uint8Array {
  const files = unzipSync(paper);
  const xml = strFromU8(files[DOCUMENT] ?? new Uint8Array());
  return zipSync({ ...files, [DOCUMENT]: strToU8(withTabs(withScripts(drawLines(xml)))) });
}
/** Word draws a tab where there is an element for it; within a text it would be a blank. */
const withTabs = (xml: string) => xml.replaceAll("\t", '</w:t><w:tab/><w:t xml:space="preserve">');
const DOCUMENT = "word/document.xml";

/** A framed line above the head of the paper. */
function markPaper(paper: Uint8Array, mark: string): Uint8Array {
  const files = unzipSync(paper);
  const body = files[DOCUMENT];
  if (!body) throw new Error("a paper without a body");
  const side = (name: string) => `<w:${name} w:val="single" w:sz="8" w:space="4" w:color="000000"/>`;
  const frame = `<w:pBdr>${["top", "left", "bottom", "right"].map(side).join("")}</w:pBdr>`;
  const line = `<w:p><w:pPr>${frame}<w:spacing w:after="120"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${escaped(mark)}</w:t></w:r></w:p>`;
  // A function, so that nothing in the words counts as a pattern.
  const marked = strFromU8(body).replace(/<w:body(?:\s[^>]*)?>/, (opening) => opening + line);
  return zipSync({ ...files, [DOCUMENT]: strToU8(marked) });
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
