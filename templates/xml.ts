// What papers are set of, as WordprocessingML.
export const bold = "<w:b/><w:bCs/>";
export const italic = "<w:i/><w:iCs/>";
/** Sizes are in half points. */
const sized = (size: number) => `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`;

// A tag has a run of its own: the lines of what it is filled with come where it stood. What stands between two stars is bold.
const run = (text: string, style: string) =>
  text
    .split(/(\{[^}]+\}|\*[^*]+\*)/)
    .filter((piece, index) => piece !== "" || index === 0)
    .map((piece) => {
      const isBold = /^\*.+\*$/.test(piece);
      const said = isBold ? piece.slice(1, -1) : piece;
      return `<w:r><w:rPr>${isBold ? bold : ""}${style}</w:rPr><w:t xml:space="preserve">${said}</w:t></w:r>`;
    })
    .join("");

export type Options = {
  align?: "center" | "both" | "left" | "right";
  style?: string;
  size?: number;
  /** Of the first line, in twentieths of a point. */
  indent?: number;
  before?: number;
  after?: number;
  line?: number;
  /** Named styles are found again when the paper is filled: what stands in them is measured (src/platform/paper-lines.ts). */
  named?: string;
  /** Stays on the page of what follows. */
  kept?: boolean;
  /** Begins a page. */
  isNewPage?: boolean;
  /** In a frame that begins so far from the left margin, in twentieths of a point. */
  framed?: number;
  /** Ends a part of the paper: what follows has pages of its own. */
  section?: string;
};

const SIDES = ["top", "left", "bottom", "right"] as const;
const side = (name: string) => `<w:${name} w:val="single" w:sz="6" w:space="4" w:color="000000"/>`;

export function paragraph(text: string, options: Options = {}): string {
  const { align = "left", style = "", size, indent, before = 0, after = 0, line = 240, named, kept, section } = options;
  const { isNewPage = false, framed } = options;
  const properties = [
    named ? `<w:pStyle w:val="${named}"/>` : "",
    kept ? "<w:keepNext/><w:keepLines/>" : "",
    isNewPage ? "<w:pageBreakBefore/>" : "",
    framed ? `<w:pBdr>${SIDES.map(side).join("")}</w:pBdr>` : "",
    `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>`,
    indent ? `<w:ind w:firstLine="${indent}"/>` : "",
    framed ? `<w:ind w:left="${framed}" w:right="100"/>` : "",
    `<w:jc w:val="${align}"/>`,
    section ?? "",
  ];
  return `<w:p><w:pPr>${properties.join("")}</w:pPr>${run(text, style + (size ? sized(size) : ""))}</w:p>`;
}

/** A drawn line under what stands above it; how long it is, is measured when the paper is filled. */
export const ruled = (named: "LineMotto" | "LineIssuer" | "LineSummary") =>
  `<w:p><w:pPr><w:pStyle w:val="${named}"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="20" w:after="0" w:line="120" w:lineRule="exact"/><w:ind w:left="0" w:right="0"/><w:jc w:val="center"/></w:pPr></w:p>`;

export const cell = (inner: string, width: number, span = 1) =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ""}</w:tcPr>${inner}</w:tc>`;
/** No row is split between two pages; heads are repeated on each. */
export const row = (cells: string[], isHead = false) =>
  `<w:tr><w:trPr><w:cantSplit/>${isHead ? "<w:tblHeader/>" : ""}</w:trPr>${cells.join("")}</w:tr>`;
const borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join("");
const noMargins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>';
/** The columns are as wide as they are said, whatever stands in them. */
export function table(rows: string[], widths: readonly number[], hasLines: boolean): string {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  return `<w:tbl><w:tblPr><w:tblW w:w="${whole}" w:type="dxa"/>${hasLines ? `<w:tblBorders>${borders}</w:tblBorders>` : ""}<w:tblLayout w:type="fixed"/>${hasLines ? "" : noMargins}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join("")}</w:tbl>`;
}

export type Column = readonly [tag: string, width: number, align?: "left" | "right" | "center"];
/** A row for each of a list, under heads that are repeated on every page. */
export function listed(columns: readonly Column[], heads: readonly string[], loop: string, size: number): string {
  const open = (at: number) => (at === 0 ? `{#${loop}}` : "");
  const close = (at: number) => (at === columns.length - 1 ? `{/${loop}}` : "");
  return table(
    [
      row(
        columns.map(([, width], at) =>
          cell(paragraph(heads[at] ?? "", { align: "center", style: bold, size, before: 40, after: 40 }), width),
        ),
        true,
      ),
      row(
        columns.map(([tag, width, align = "left"], at) =>
          cell(paragraph(`${open(at)}{${tag}}${close(at)}`, { align, size, before: 40, after: 40 }), width),
        ),
      ),
    ],
    columns.map(([, width]) => width),
    true,
  );
}

/** Begins a loop, or what stands there only if there is something to say, that repeats whole paragraphs and all between them. */
export const whole = (loop: string) => `{#${loop} [loopOver: "paragraph"]}`;
export const ended = (loop: string) => `{/${loop}}`;
/** A paragraph that stands there only if something is filled in. */
export const ifSaid = (tag: string, text: string, options?: Options) =>
  paragraph(`${whole(tag)}${text}${ended(tag)}`, options);

/** Who asks, who keeps the books, who heads the unit: side by side, each with room to sign. */
export function signedByThree(offices: readonly string[], width: number, size: number): string {
  const share = width / offices.length;
  const one = (office: string) =>
    cell(
      paragraph(office, { align: "center", style: bold, size, kept: true }) +
        paragraph("", { align: "center", size, before: 1134 }),
      share,
    );
  return (
    paragraph("", { size: 12, kept: true }) +
    table(
      [row(offices.map(one))],
      offices.map(() => share),
      false,
    ) +
    paragraph("", { size: 12 })
  );
}
