import fs from "node:fs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { forceTemplate, prepareTemplate } from "#modules/paper-templates/paper-template.commands.server.ts";
import { addTemplateForm, forceTemplateForm } from "#modules/paper-templates/paper-template.forms.ts";
import { WORD } from "#modules/paper-templates/paper-template.model.ts";
import type { Work } from "#platform/db.server.ts";
import { inOwnUnit } from "./load-asked.ts";

const PLACE = { paper: "delegation-contacts", language: "vi" };
const PART = "word/document.xml";
const LINE = "<w:p><w:r><w:t>Số 1 Ngô Quyền, Cần Thơ · 0292 382 0000</w:t></w:r></w:p>";

/** One unit that changed a paper in Word: its address stands above its contact sheets, and an earlier version is kept. */
export async function loadTemplate(work: Work) {
  const actor = await inOwnUnit(work, "province.cantho@demo.example");
  const original = fs.readFileSync(`templates/${PLACE.paper}.docx`);
  const files = unzipSync(original);
  const said = strFromU8(files[PART] ?? new Uint8Array()).replace("<w:body>", `<w:body>${LINE}`);
  const changed = zipSync({ ...files, [PART]: strToU8(said) });
  const send = async (bytes: Uint8Array, note: string) => {
    const template = new File([new Uint8Array(bytes)], "danh-sach-lien-he.docx", { type: WORD });
    return (await prepareTemplate(actor, addTemplateForm.parse({ ...PLACE, template, note })))({ ...work, actor });
  };
  await send(original, "Như mẫu gốc");
  const template_id = await send(changed, "Thêm địa chỉ, điện thoại của đơn vị");
  await forceTemplate({ ...work, actor }, forceTemplateForm.parse({ ...PLACE, template_id }));
}
