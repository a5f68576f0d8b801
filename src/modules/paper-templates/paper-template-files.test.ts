import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading } from "#platform/db.server.ts";
import { FieldError } from "#platform/errors.ts";
import { putInForce, sendTemplate, templateSaying, templateWith } from "./paper-template.fixtures.ts";
import { TEMPLATES } from "./paper-template.model.ts";
import { listTemplates } from "./paper-template.queries.server.ts";

useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-sent-templates-"));
let admin: Actor, hanoi: Actor;
beforeAll(async () => {
  config.dataFolder = folder;
  admin = await aPerson("administrator", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const DECISION = { paper: "delegation-decision" };
const TYPES = "[Content_Types].xml";
const RELATIONS = "word/_rels/document.xml.rels";
const related = (type: string, target: string) => (xml: string) =>
  xml.replace(
    "</Relationships>",
    `<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
  );
const base = "delegation-decision";
const whole = templateSaying(base, "x");
const BAD: Record<string, [bytes: Uint8Array, code: string]> = {
  "that was cut off": [whole.subarray(0, whole.length - 200), "rule_template_broken"],
  "that is no archive": [strToU8("PK, nói vậy thôi"), "rule_template_broken"],
  "with a macro": [zipSync({ ...unzipSync(whole), "word/vbaProject.bin": strToU8("x") }), "rule_template_active"],
  "that says it has macros": [
    templateWith(base, {
      [TYPES]: (xml) =>
        xml.replace(
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
          "application/vnd.ms-word.document.macroEnabled.main",
        ),
    }),
    "rule_template_active",
  ],
  "with an embedded object": [
    zipSync({ ...unzipSync(whole), "word/embeddings/oleObject1.bin": strToU8("x") }),
    "rule_template_active",
  ],
  "whose picture lies elsewhere": [
    templateWith(base, { [RELATIONS]: related("image", "http://127.0.0.1/a.png") }),
    "rule_template_links",
  ],
  "whose template lies elsewhere": [
    templateWith(base, { [RELATIONS]: related("attachedTemplate", "file:///C:/a.dotm") }),
    "rule_template_links",
  ],
  "with a link to a file": [
    templateWith(base, { [RELATIONS]: related("hyperlink", "file://server/share") }),
    "rule_template_links",
  ],
  "with a field that takes in another file": [
    templateWith(base, {
      "word/document.xml": (xml) =>
        xml.replace("<w:body>", '<w:body><w:p><w:r><w:instrText> INCLUDETEXT "c:/a" </w:instrText></w:r></w:p>'),
    }),
    "rule_template_links",
  ],
  "that is a workbook": [
    zipSync({ [TYPES]: strToU8("<Types/>"), "xl/workbook.xml": strToU8("<workbook/>") }),
    "rule_template_other",
  ],
  "that bursts": [
    zipSync({ ...unzipSync(whole), "word/media/a.bin": new Uint8Array(80_000_000) }),
    "rule_template_large",
  ],
  "whose text is no XML": [
    templateWith(base, { "word/document.xml": (xml) => xml.replace("</w:body>", "") }),
    "rule_template_broken",
  ],
  "with letters of its own": [
    templateWith(base, { "word/document.xml": (xml) => xml.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>') }),
    "rule_template_broken",
  ],
  "with a list that never ends": [templateSaying(base, "{#members}{name}"), "rule_template_tag"],
  "with a list that never began": [templateSaying(base, "{/members}"), "rule_template_tag"],
  "with a brace that is not closed": [templateSaying(base, "{issuer"), "rule_template_tag"],
};

describe("a file", () => {
  test.each(Object.keys(BAD))("%s is refused with one sentence beside it, and nothing is kept", async (what) => {
    const [bytes, code] = BAD[what] ?? [new Uint8Array(), ""];
    const cause = await sendTemplate(hanoi, DECISION, bytes).catch((one: unknown) => one);
    expect(cause).toBeInstanceOf(FieldError);
    expect([(cause as FieldError).code, (cause as FieldError).fields]).toEqual([code, ["template"]]);
    expect(await inReading(hanoi, (work) => listTemplates(work, DECISION))).not.toContainEqual(
      expect.objectContaining({ unit_id: hanoi.unitId }),
    );
  });

  test("with a link that a reader follows by hand is taken: Word makes one of every address", async () => {
    const bytes = templateWith(base, { [RELATIONS]: related("hyperlink", "mailto:vanphong@lienhiep.example") });
    expect(await sendTemplate(hanoi, { paper: "delegation-result" }, bytes)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each(TEMPLATES)(
    "as the program brings it: %s is taken in every language it has, with no unknown field",
    async (paper) => {
      for (const language of ["vi", "en", "fr"]) {
        const id = await sendTemplate(
          admin,
          { paper, language },
          fs.readFileSync(`templates/${language}/${paper}.docx`),
        );
        expect(await putInForce(admin, { paper, language }, { template_id: id })).toBe(admin.unitId);
      }
    },
  );
});
