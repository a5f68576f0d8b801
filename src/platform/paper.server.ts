import fs from "node:fs/promises";
import type { TemplateData } from "easy-template-x";
import { TemplateHandler } from "easy-template-x";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { clean } from "./clean.ts";

/** Fills `templates/<name>.docx`; an office may edit that file in Word as long as its tags stay. */
export async function fillTemplate(name: string, values: TemplateData): Promise<Uint8Array> {
  const template = await fs.readFile(`templates/${name}.docx`);
  return withTabs(new Uint8Array(await new TemplateHandler().process(template, cleanValues(values))));
}

/** What a paper is filled with, every text in it as it may stand in one. */
export function cleanValues<Values>(values: Values): Values {
  if (typeof values === "string") return clean(values) as Values;
  if (Array.isArray(values)) return values.map(cleanValues) as Values;
  if (values === null || typeof values !== "object") return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanValues(value)])) as Values;
}

/** Word draws a tab where there is an element for it; within a text it would be a blank. */
function withTabs(paper: Uint8Array): Uint8Array {
  const files = unzipSync(paper);
  const xml = strFromU8(files[DOCUMENT] ?? new Uint8Array());
  if (!xml.includes("\t")) return paper;
  const marked = xml.replaceAll("\t", '</w:t><w:tab/><w:t xml:space="preserve">');
  return zipSync({ ...files, [DOCUMENT]: strToU8(marked) });
}
const DOCUMENT = "word/document.xml";
