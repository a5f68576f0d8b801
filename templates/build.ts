// Writes the .docx templates that an office can then edit in Word: those with a national heading after decree 30/2020/NĐ-CP, and in a folder for
// each language plain ones for a union whose papers follow no decree. Run: node templates/build.ts
import fs from "node:fs";
import { strToU8, zipSync } from "fflate";
import { annualOf } from "./annual.ts";
import { DECREE_ANNUAL, decreePapers } from "./decree.ts";
import { LETTER_PAPERS } from "./letters.ts";
import { plainPapers } from "./plain.ts";
import { LAYOUTS } from "./words.ts";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SPACE = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${OFFICE}"`;
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** Beside the document: each is named in the list of kinds and in that of relations. */
const PARTS: [name: string, kind: string][] = [
  ["styles", "styles"],
  ["settings", "settings"],
  ["header1", "header"],
  ["header2", "header"],
  ["footer1", "footer"],
];
const types = [["document", "document.main"], ...PARTS]
  .map(([name, kind]) => `<Override PartName="/word/${name}.xml" ContentType="${KIND}.${kind}+xml"/>`)
  .join("");
const relations = PARTS.map(
  ([name, kind], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${name}.xml"/>`,
).join("");

const field = (code: string, size: number) =>
  `<w:r><w:rPr><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:rPr><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>`;
const centred = (inner: string) => `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${inner}</w:p>`;
const slash = '<w:r><w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t>/</w:t></w:r>';

/** What is measured or found again when the paper is filled has a name of its own. */
const NAMED = [
  ..."Superior Issuer Nation Motto Number PlaceAndDay Kind Summary To Authority Decides".split(" "),
  ..."Receivers Office Signer Annex LineMotto LineIssuer LineSummary".split(" "),
];
const styles = (tag: string, size: number) =>
  `<w:styles ${SPACE}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/><w:lang w:val="${tag}" w:eastAsia="zh-CN" w:bidi="lo-LA"/></w:rPr></w:rPrDefault></w:docDefaults>${NAMED.map((one) => `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${one}"><w:name w:val="${one}"/></w:style>`).join("")}</w:styles>`;
/** A line that was ended by hand is not stretched to the margin; tables begin at it. */
const settings = `<w:settings ${SPACE}><w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`;

type Paper = { body: string; section: string; tag: string; size: number };
function document({ body, section, tag, size }: Paper): Uint8Array {
  const files = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/_rels/document.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${relations}</Relationships>`,
    "word/styles.xml": styles(tag, size),
    "word/settings.xml": settings,
    "word/header1.xml": `<w:hdr ${SPACE}>${centred(field("PAGE", 26))}</w:hdr>`,
    "word/header2.xml": `<w:hdr ${SPACE}><w:p/></w:hdr>`,
    "word/footer1.xml": `<w:ftr ${SPACE}>${centred(field("PAGE", 22) + slash + field("NUMPAGES", 22))}</w:ftr>`,
    "word/document.xml": `<w:document ${SPACE}><w:body>${body}${section}</w:body></w:document>`,
  };
  const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(header + xml)])), {
    mtime: new Date("2026-01-01T00:00:00"),
  });
}

type Papers = ReturnType<typeof plainPapers>;
function write(folder: string, { papers, section }: Papers, said: { tag: string; size: number }): void {
  fs.mkdirSync(`templates/${folder}`, { recursive: true });
  for (const [name, body] of Object.entries(papers))
    fs.writeFileSync(`templates/${folder}${name}.docx`, document({ body, section, ...said }));
}

write("", decreePapers(annualOf(DECREE_ANNUAL)), { tag: "vi-VN", size: 28 });
for (const words of LAYOUTS)
  write(words.folder, plainPapers(words, annualOf({ width: 9072 })), { tag: words.tag, size: 24 });
for (const { folder, ...letters } of LETTER_PAPERS) {
  const tag = LAYOUTS.find((one) => one.folder === folder)?.tag ?? "";
  write(folder, letters, { tag, size: 24 });
}
