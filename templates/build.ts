// Writes the .docx templates that an office can then edit in Word. Layout after Decree 30/2020/ND-CP: Times New Roman 14, A4 with
// margins 20/20/30/15 mm, the national heading on the right. Run: node templates/build.ts
import fs from "node:fs";
import { strToU8, zipSync } from "fflate";

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

const officialHead = table(
  [
    row([
      cell(
        paragraph("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM", { align: "center" }) +
          paragraph("{unit}", { align: "center", style: bold }),
        4300,
      ),
      cell(
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", { align: "center", style: bold }) +
          paragraph("Độc lập - Tự do - Hạnh phúc", { align: "center", style: `${bold}<w:u w:val="single"/>` }) +
          paragraph("{place}, {day}", { align: "center", style: italic }),
        5050,
      ),
    ]),
  ],
  false,
);
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
const facts = [
  ["Thời gian", "days"],
  ["Địa điểm", "places"],
  ["Cơ quan đối tác", "host"],
  ["Trưởng đoàn", "head"],
  ["Số thành viên", "member_count"],
]
  .map(([label, tag]) => paragraph(`- ${label}: {${tag}}`, { indent: true }))
  .join("");
const members = listed(
  [
    ["number", "TT", 700],
    ["name", "Họ và tên", 3200],
    ["position", "Chức vụ", 2600],
    ["home", "Cơ quan", 2850],
  ],
  "members",
);

const TEMPLATES: Record<string, string> = {
  "delegation-proposal":
    officialHead +
    heading("TỜ TRÌNH") +
    heading("Về việc {title}") +
    paragraph("Căn cứ: {legal_basis}", { indent: true }) +
    paragraph("Mục đích: {purpose}", { indent: true }) +
    facts +
    paragraph("Thành phần đoàn:", { style: bold }) +
    members +
    paragraph("Dự toán kinh phí:", { style: bold }) +
    listed(
      [
        ["description", "Nội dung", 3600],
        ["quantity", "Số lượng", 1200],
        ["unit_price", "Đơn giá", 1800],
        ["payer", "Nguồn", 2750],
      ],
      "budget",
    ) +
    paragraph("Kính trình Lãnh đạo xem xét, quyết định.", { indent: true }) +
    signature,
  "delegation-decision":
    officialHead +
    paragraph("Số: {number}", { align: "left" }) +
    heading("QUYẾT ĐỊNH") +
    heading("Về việc {action}") +
    paragraph("Căn cứ Điều lệ Liên hiệp các tổ chức hữu nghị Việt Nam; xét đề nghị của {proposer},", { indent: true }) +
    heading("QUYẾT ĐỊNH:") +
    paragraph("Điều 1. {action}: {title}.", { indent: true }) +
    facts +
    members +
    paragraph("Điều 2. Kinh phí thực hiện theo dự toán được duyệt.", { indent: true }) +
    paragraph("Điều 3. Trưởng đoàn báo cáo kết quả trong {report_days} ngày làm việc sau khi kết thúc chuyến đi.", {
      indent: true,
    }) +
    signature,
  "delegation-programme":
    officialHead +
    heading("CHƯƠNG TRÌNH / PROGRAMME") +
    heading("{title}") +
    paragraph("{days}", { align: "center", style: italic }) +
    listed(
      [
        ["when", "Thời gian / Time", 1700],
        ["content_vi", "Nội dung", 3000],
        ["content_en", "Programme", 3000],
        ["place", "Địa điểm / Place", 1650],
      ],
      "programme",
    ),
  "delegation-contacts":
    officialHead +
    heading("DANH SÁCH LIÊN HỆ / CONTACT SHEET") +
    heading("{title}") +
    members +
    paragraph("Đối tác / Partners", { style: bold }) +
    listed(
      [
        ["day", "Ngày / Day", 2000],
        ["partner", "Đối tác / Partner", 7350],
      ],
      "meetings",
    ),
  "delegation-result":
    officialHead +
    heading("BÁO CÁO KẾT QUẢ") +
    heading("{title}") +
    facts +
    paragraph("1. Kết quả", { style: bold }) +
    paragraph("{facts}", { indent: true }) +
    paragraph("2. Đánh giá", { style: bold }) +
    paragraph("{assessment}", { indent: true }) +
    paragraph("3. Đề xuất", { style: bold }) +
    paragraph("{proposals}", { indent: true }) +
    paragraph("4. Cam kết và phân công", { style: bold }) +
    listed(
      [
        ["content", "Nội dung", 4200],
        ["lead", "Đơn vị chủ trì", 3350],
        ["due", "Thời hạn", 1800],
      ],
      "commitments",
    ) +
    signature,
  "annual-report":
    officialHead +
    heading("{heading}") +
    paragraph("{subheading}", { align: "center", style: italic }) +
    paragraph(`${whole("sections")}{title}`, { style: bold }) +
    paragraph(`${whole("paragraphs")}{text}{/paragraphs}{/sections}`, { indent: true }) +
    paragraph("{figures_title}", { style: bold }) +
    listed(
      [
        ["label", "{label_head}", 4550],
        ["value", "{year_head}", 2400],
        ["before", "{before_head}", 2400],
      ],
      "figures",
    ) +
    `${paragraph(`${whole("tables")}{title}`, { style: bold })}${listed(
      [
        ["label", "{label_head}", 6350],
        ["value", "{value_head}", 3000],
      ],
      "rows",
    )}${paragraph("{/tables}")}` +
    signature,
};

function document(body: string): Uint8Array {
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
    "word/styles.xml": `<w:styles ${space}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Leelawadee UI"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="zh-CN" w:bidi="lo-LA"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`,
    // A line that was ended by hand is not stretched to the margin.
    "word/settings.xml": `<w:settings ${space}><w:compat><w:doNotExpandShiftReturn/></w:compat></w:settings>`,
    "word/document.xml": `<w:document ${space}><w:body>${body}${page}</w:body></w:document>`,
  };
  const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(header + xml)])), {
    mtime: new Date("2026-01-01T00:00:00"),
  });
}

for (const [name, body] of Object.entries(TEMPLATES)) fs.writeFileSync(`templates/${name}.docx`, document(body));
