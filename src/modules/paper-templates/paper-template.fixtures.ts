import fs from "node:fs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { forceTemplate, prepareTemplate } from "./paper-template.commands.server.ts";
import { addTemplateForm, forceTemplateForm } from "./paper-template.forms.ts";
import { WORD } from "./paper-template.model.ts";

/** The program's template of that name with a text of it written otherwise, or with parts of the file exchanged. */
export function templateWith(name: string, changed: Record<string, (xml: string) => string>): Uint8Array {
  const files = unzipSync(fs.readFileSync(`templates/${name}.docx`));
  const said = Object.entries(changed).map(([part, write]): [string, Uint8Array] => [
    part,
    strToU8(write(strFromU8(files[part] ?? new Uint8Array()))),
  ]);
  return zipSync({ ...files, ...Object.fromEntries(said) });
}

const DOCUMENT = "word/document.xml";
/** A paragraph above all others, with a tag or a text of the office's own. */
export const templateSaying = (name: string, text: string): Uint8Array =>
  templateWith(name, {
    [DOCUMENT]: (xml) => xml.replace("<w:body>", `<w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p>`),
  });

type Place = { paper: string; language?: string; unit_id?: string | undefined };

export async function sendTemplate(who: Actor, place: Place, bytes: Uint8Array, name = "mau.docx"): Promise<string> {
  const template = new File([new Uint8Array(bytes)], name, { type: WORD });
  const add = await prepareTemplate(who, addTemplateForm.parse({ language: "vi", ...place, template }));
  return inWork(who, add);
}

export const putInForce = (
  who: Actor,
  place: Place,
  ids: { template_id?: string | undefined; instead_of?: string | undefined },
): Promise<string> =>
  inWork(who, (work) => forceTemplate(work, forceTemplateForm.parse({ language: "vi", ...place, ...ids })));
