import fs from "node:fs/promises";
import { TemplateHandler } from "easy-template-x";
import type { TemplateData } from "easy-template-x";

/** Fills `templates/<name>.docx`; an office may edit that file in Word as long as its tags stay. */
export async function fillTemplate(name: string, values: TemplateData): Promise<Uint8Array> {
  const template = await fs.readFile(`templates/${name}.docx`);
  return new Uint8Array(await new TemplateHandler().process(template, values));
}
