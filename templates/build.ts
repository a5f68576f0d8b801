// Writes the .docx templates that an office can then edit in Word: those with a national heading after Decree 30/2020/ND-CP (Times New Roman 14, A4
// with margins 20/20/30/15 mm), and in a folder for each language plain ones for a union whose papers follow no decree. Run: node templates/build.ts
import fs from "node:fs";
import { strToU8, zipSync } from "fflate";
import type { PaperWords } from "./words.ts";
import { LAYOUTS } from "./words.ts";

// A tag has a run of its own: the lines of what it is filled with come where it stood.
const run = (text: string, style = "") =>
  text
    .split(/(\{[^}]+\})/)
    .filter((piece, index) => piece !== "" || index === 0)
    .map((piece) => `<w:r><w:rPr>${style}</w:rPr><w:t xml:space="preserve">${piece}</w:t></w:r>`)
    .join("");
// Lao, Khmer and Thai have properties of their own beside each.
const bold = "<w:b/><w:bCs/>";
const italic = "<w:i/><w:iCs/>";
type Options = { align?: "center" | "both" | "left"; style?: string; indent?: boolean };
const paragraph = (text: string, { align = "both", style = "", indent = false }: Options = {}) =>
  `<w:p><w:pPr><w:spacing w:before="60" w:after="60" w:line="288" w:lineRule="auto"/>${indent ? '<w:ind w:firstLine="567"/>' : ""}<w:jc w:val="${align}"/></w:pPr>${run(text, style)}</w:p>`;
const heading = (text: string) => paragraph(text, { align: "center", style: bold });
const cell = (inner: string, width: number) =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${inner}</w:tc>`;
const row = (cells: string[]) => `<w:tr>${cells.join("")}</w:tr>`;
const borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="000000"/>`)
  .join("");
/** The columns are as wide as the cells of the first row, whatever stands in them. */
const grid = (first = "") =>
  [...first.matchAll(/<w:tcW w:w="(\d+)"/g)].map(([, width]) => `<w:gridCol w:w="${width}"/>`).join("");
const table = (rows: string[], hasLines: boolean) =>
  `<w:tbl><w:tblPr><w:tblW w:w="9350" w:type="dxa"/>${hasLines ? `<w:tblBorders>${borders}</w:tblBorders>` : ""}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid(rows[0])}</w:tblGrid>${rows.join("")}</w:tbl>`;

/** Whose paper it is and where it is from; with the national heading on the right, where the law asks for one. */
function headOf({ nation }: PaperWords): string {
  const whose = (align: "center" | "left") =>
    paragraph("{union}", { align }) + paragraph("{unit}", { align, style: bold });
  const from = paragraph("{place}, {day}", { align: nation ? "center" : "left", style: italic });
  if (!nation) return whose("left") + from;
  const [name, motto] = nation;
  const right =
    paragraph(name, { align: "center", style: bold }) +
    paragraph(motto, { align: "center", style: `${bold}<w:u w:val="single"/>` }) +
    from;
  return table([row([cell(whose("center"), 4300), cell(right, 5050)])], false);
}
const listed = (columns: [tag: string, head: string, width: number][], loop: string) =>
  table(
    [
      row(columns.map(([, head, width]) => cell(paragraph(head, { align: "center", style: bold }), width))),
      row(
        columns.map(([tag, , width], index) =>
          cell(
            paragraph(`${index === 0 ? `{#${loop}}` : ""}{${tag}}${index === columns.length - 1 ? `{/${loop}}` : ""}`, {
              align: "left",
            }),
            width,
          ),
        ),
      ),
    ],
    true,
  );
/** Begins a loop that repeats whole paragraphs; without this one's last would run into the next one's first. */
const whole = (loop: string) => `{#${loop} [loopOver: "paragraph"]}`;
const signature = table(
  [
    row([
      cell(paragraph(""), 4300),
      cell(
        paragraph("{signer_title}", { align: "center", style: bold }) +
          paragraph("") +
          paragraph("{signer}", { align: "center", style: bold }),
        5050,
      ),
    ]),
  ],
  false,
);
const COLUMNS = {
  members: [
    ["number", 700],
    ["name", 3200],
    ["position", 2600],
    ["home", 2850],
  ],
  budget: [
    ["description", 3600],
    ["quantity", 1200],
    ["unit_price", 1800],
    ["payer", 2750],
  ],
  commitments: [
    ["content", 4200],
    ["lead", 3350],
    ["due", 1800],
  ],
} as const;
const listOf = (loop: keyof typeof COLUMNS, heads: readonly string[]) =>
  listed(
    COLUMNS[loop].map(([tag, width], at) => [tag, heads[at] ?? "", width]),
    loop,
  );

const factsOf = (words: PaperWords) =>
  words.facts.map(([label, tag]) => paragraph(`- ${label}: {${tag}}`, { indent: true })).join("");
const said = (text: string) => paragraph(text, { indent: true });
const title = (text: string) => paragraph(text, { style: bold });

/** What is asked for, and what is decided. */
function deciding(words: PaperWords): Record<string, string> {
  const { proposal, decision } = words;
  const head = headOf(words);
  const facts = factsOf(words);
  const members = listOf("members", words.members);
  return {
    "delegation-proposal":
      head +
      heading(proposal.title) +
      heading(proposal.about) +
      said(proposal.basis) +
      said(proposal.purpose) +
      facts +
      title(proposal.members) +
      members +
      title(proposal.budget) +
      listOf("budget", words.budget) +
      said(proposal.asks) +
      signature,
    "delegation-decision":
      head +
      paragraph(decision.number, { align: "left" }) +
      heading(decision.title) +
      heading(decision.about) +
      said(decision.basis) +
      (decision.decides ? heading(decision.decides) : "") +
      said(decision.articles[0] ?? "") +
      facts +
      members +
      decision.articles.slice(1).map(said).join("") +
      signature,
  };
}

/** What goes along, and what came of it. */
function going(words: PaperWords): Record<string, string> {
  const { programme, contacts, result } = words;
  const head = headOf(words);
  const [did, judged, proposed, promised] = result.parts;
  return {
    "delegation-programme":
      head +
      heading(programme.title) +
      heading("{title}") +
      paragraph("{days}", { align: "center", style: italic }) +
      listed(programme.columns, "programme"),
    "delegation-contacts":
      head +
      heading(contacts.title) +
      heading("{title}") +
      listOf("members", words.members) +
      title(contacts.partners) +
      listed(
        [
          ["day", contacts.day, 2000],
          ["partner", contacts.partner, 7350],
        ],
        "meetings",
      ),
    "delegation-result":
      head +
      heading(result.title) +
      heading("{title}") +
      factsOf(words) +
      title(did) +
      said("{facts}") +
      title(judged) +
      said("{assessment}") +
      title(proposed) +
      said("{proposals}") +
      title(promised) +
      listOf("commitments", result.columns) +
      signature,
  };
}

function reporting(words: PaperWords): Record<string, string> {
  return {
    "annual-report":
      headOf(words) +
      heading("{heading}") +
      paragraph("{subheading}", { align: "center", style: italic }) +
      title(`${whole("sections")}{title}`) +
      said(`${whole("paragraphs")}{text}{/paragraphs}{/sections}`) +
      title("{figures_title}") +
      listed(
        [
          ["label", "{label_head}", 4550],
          ["value", "{year_head}", 2400],
          ["before", "{before_head}", 2400],
        ],
        "figures",
      ) +
      `${title(`${whole("tables")}{title}`)}${listed(
        [
          ["label", "{label_head}", 6350],
          ["value", "{value_head}", 3000],
        ],
        "rows",
      )}${paragraph("{/tables}")}` +
      signature,
  };
}

const templatesOf = (words: PaperWords): Record<string, string> => ({
  ...deciding(words),
  ...going(words),
  ...reporting(words),
});

function document(body: string, tag: string): Uint8Array {
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>';
  const files = {
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/></Types>',
    "_rels/.rels":
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels":
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>',
    "word/styles.xml": `<w:styles ${space}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Leelawadee UI"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="${tag}" w:eastAsia="zh-CN" w:bidi="lo-LA"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`,
    // A line that was ended by hand is not stretched to the margin.
    "word/settings.xml": `<w:settings ${space}><w:compat><w:doNotExpandShiftReturn/></w:compat></w:settings>`,
    "word/document.xml": `<w:document ${space}><w:body>${body}${page}</w:body></w:document>`,
  };
  const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(header + xml)])), {
    mtime: new Date("2026-01-01T00:00:00"),
  });
}

for (const words of LAYOUTS) {
  fs.mkdirSync(`templates/${words.folder}`, { recursive: true });
  for (const [name, body] of Object.entries(templatesOf(words)))
    fs.writeFileSync(`templates/${words.folder}${name}.docx`, document(body, words.tag));
}
