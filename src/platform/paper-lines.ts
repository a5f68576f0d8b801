import { evenLines, linesOf, widthOf } from "./paper-measure.ts";

/** What stands in a paragraph of one of these names is measured: how much room it has and how it is set, in points. */
const ROOM = { Superior: 184.2, Issuer: 184.2, Nation: 283.5, Motto: 283.5, Summary: 467.7 };
type Measured = keyof typeof ROOM;
/** A drawn line, which text it stands under, and how long it is of that: under the motto as long, elsewhere a third to a half (decrees say so). */
const RULES: Record<string, { under: Measured; share: number }> = {
  LineMotto: { under: "Motto", share: 1 },
  LineIssuer: { under: "Issuer", share: 0.4 },
  LineSummary: { under: "Summary", share: 0.4 },
};
/** Names that are broken where it looks best. */
const EVEN: readonly string[] = ["Superior", "Issuer", "Summary"];

const PARAGRAPH = /<w:p>(?:(?!<w:p>).)*?<\/w:p>/gs;
const named = (paragraph: string) => /<w:pStyle w:val="(\w+)"\/>/.exec(paragraph)?.[1] ?? "";
const isMeasured = (name: string): name is Measured => name in ROOM;
const TEXT = /<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g;

/** Breaks long names of issuers and subjects evenly and draws the lines under head and subject as long as what stands above them asks. */
export function drawLines(document: string): string {
  const widest = new Map<string, number>();
  return document.replaceAll(PARAGRAPH, (paragraph) => {
    const name = named(paragraph);
    const rule = RULES[name];
    if (rule) return ruled(paragraph, ROOM[rule.under], (widest.get(rule.under) ?? 0) * rule.share);
    if (!isMeasured(name)) return paragraph;
    const said = textOf(paragraph);
    const set = { ...setting(paragraph), room: ROOM[name] };
    const isBroken = EVEN.includes(name) && paragraph.includes('<w:jc w:val="center"/>');
    const lines = isBroken ? evenLines(said, set) : linesOf(said, set);
    widest.set(name, Math.max(0, ...lines.map((line) => widthOf(line, set.size, set.weight))));
    return isBroken && lines.length > 1 ? broken(paragraph, lines) : paragraph;
  });
}

const plain = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const textOf = (paragraph: string) => [...paragraph.matchAll(TEXT)].map(([, text = ""]) => plain(text)).join("");

function setting(paragraph: string): { size: number; weight: "regular" | "bold" } {
  const half = Number(/<w:sz w:val="(\d+)"/.exec(paragraph)?.[1] ?? 28);
  return { size: half / 2, weight: paragraph.includes("<w:b/>") ? "bold" : "regular" };
}

/** In the middle of its room. */
function ruled(paragraph: string, room: number, length: number): string {
  const side = Math.max(0, Math.round(((room - length) / 2) * 20));
  return paragraph.replace(/<w:ind w:left="\d+" w:right="\d+"\/>/, `<w:ind w:left="${side}" w:right="${side}"/>`);
}

/** Its lines in the run in which it stood. */
function broken(paragraph: string, lines: string[]): string {
  const said = lines.map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`).join("<w:br/>");
  let isSaid = false;
  return paragraph.replaceAll(TEXT, () => {
    const here = isSaid ? "" : said;
    isSaid = true;
    return here;
  });
}

/** Scripts that Times has no letters of, and the font that has them; of Word's own, so that it need not guess. */
const COMPLEX = /[\p{Script=Lao}\p{Script=Khmer}\p{Script=Thai}\p{Script=Myanmar}]/u;
const RUN = /<w:r><w:rPr>((?:(?!<w:rPr>).)*?)<\/w:rPr>((?:(?!<w:r>).)*?)<\/w:r>/gs;

export function withScripts(document: string): string {
  if (!COMPLEX.test(document)) return document;
  return document.replaceAll(RUN, (run, set: string, said: string) =>
    COMPLEX.test(said) ? `<w:r><w:rPr><w:rFonts w:cs="Leelawadee UI"/>${set}</w:rPr>${said}</w:r>` : run,
  );
}
