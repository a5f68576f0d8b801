import { widthOf } from "#platform/paper-measure.ts";
import type { Paragraph, Read } from "./paper-read.ts";
import { isNear, number, read } from "./paper-read.ts";

/** What papers.md numbers as checks of layout: which of them a .docx breaks, by number, each with what was found. */
type Broken = { check: number; found: string };
/** What kind of paper it is: by it the form of the decree asks for more or less. */
export type Kind = "proposal" | "decision" | "report" | "plan" | "guests" | "letter";

type Check = (paper: Read, kind: Kind) => string | false | undefined;

const named = (paper: Read, name: string) => paper.paragraphs.filter((one) => one.name === name);
const only = (paper: Read, name: string) => named(paper, name)[0];
const widest = (one: Paragraph) =>
  Math.max(...one.text.split("\n").map((line) => widthOf(line, one.size / 2, one.isBold ? "bold" : "regular")));
const bodyOf = (paper: Read) => paper.paragraphs.filter((one) => one.jc === "both" && one.text.trim());
const tables = (paper: Read) => [...paper.xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([table]) => table);
const lined = (paper: Read) => tables(paper).filter((table) => table.includes("<w:tblBorders>"));
const isIssued = (paper: Read) => !/Số: {2,}|Số: ?\//.test(paper.text);

/** A rule is a border of an empty paragraph, in the middle, so long of what stands above it. */
function lineUnder(paper: Read, above: string, from: number, until: number): string | false {
  const said = only(paper, above);
  const line = only(paper, `Line${above}`);
  if (!said || !line) return `no line under ${above}`;
  const length = line.room - (2 * number(line.xml, /<w:ind w:left="(\d+)"/)) / 20;
  const share = length / Math.min(widest(said), said.room);
  const isEven = /<w:ind w:left="(\d+)" w:right="\1"/.test(line.xml);
  if (!line.xml.includes('<w:top w:val="single"') || line.xml.includes("<w:u ")) return `${above}: not a drawn line`;
  return isEven && share >= from && share <= until ? false : `${above}: ${share.toFixed(2)} of its text`;
}

const SIZES = (one: Paragraph | undefined, from: number, until: number, what: string) =>
  one && one.size >= from * 2 && one.size <= until * 2 ? false : `${what}: ${one ? one.size / 2 : "none"}`;

const CODES: Record<string, string> = { proposal: "TTr", decision: "QĐ", report: "BC", plan: "KH" };
const NUMBER = /^Số: (0[1-9]|[1-9]\d+)\/[A-ZĐ][A-Za-zĐ]*(-[A-ZĐ][A-ZĐÂÊÔƠƯ]*)+$/;
const DAY = /^(.+), ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm \d{4}$/;
const NO_DAY = /^(.+), ngày {2,}tháng {2,}năm \d{4}$/;
const END = "./.";

/** Of the page: they hold for what is handed to guests too. */
const PAGE: Record<number, Check> = {
  1: ({ xml }) =>
    !(
      isNear(number(xml, /w:w="(\d+)" w:h/), 11906, 11906, 10) && isNear(number(xml, /w:h="(\d+)"/), 16838, 16838, 10)
    ) && "page",
  2: ({ xml }) =>
    ["top", "bottom"].find((side) => !isNear(number(xml, new RegExp(`<w:pgMar[^>]*w:${side}="(\\d+)"`)), 1134, 1417)),
  3: ({ xml }) =>
    !isNear(number(xml, /<w:pgMar[^>]*w:left="(\d+)"/), 1701, 1984)
      ? "left"
      : !isNear(number(xml, /<w:pgMar[^>]*w:right="(\d+)"/), 851, 1134) && "right",
  5: ({ files, xml }) =>
    [...(files["word/styles.xml"] ?? "").matchAll(/w:(?:ascii|hAnsi|cs)="([^"]+)"/g)]
      .map(([, font]) => font)
      .find((font) => font !== "Times New Roman") ??
    [...xml.matchAll(/w:(?:ascii|hAnsi)="([^"]+)"/g)]
      .map(([, font]) => font)
      .find((font) => font !== "Times New Roman"),
  8: ({ xml }) => /<w:color w:val="(?!000000|auto)/.test(xml) && "a colour",
  21: (paper) => {
    const sizes = new Set(bodyOf(paper).map((one) => one.size));
    return (sizes.size > 1 || [...sizes].some((size) => size < 26 || size > 28)) && `body in ${[...sizes].join(", ")}`;
  },
  22: (paper) =>
    bodyOf(paper).find((one) => ![567, 720].some((indent) => isNear(number(one.xml, /w:firstLine="(\d+)"/), indent)))
      ?.text,
  23: (paper) =>
    bodyOf(paper).find((one) => {
      const gap = number(one.xml, /w:before="(\d+)"/) + number(one.xml, /w:after="(\d+)"/);
      return gap < 120 || !isNear(number(one.xml, /w:line="(\d+)" w:lineRule="auto"/), 240, 360, 0);
    })?.text,
  24: (paper) => paper.paragraphs.find((one) => one.jc === "both" && one.xml.includes("<w:br/>"))?.text,
  35: ({ xml, files }) => {
    const parts = [...xml.matchAll(/<w:sectPr>.*?<\/w:sectPr>/gs)].map(([part]) => part);
    if (parts.some((part) => !part.includes("<w:titlePg/>") || !part.includes('headerReference w:type="first"')))
      return "no page without a number";
    const header = files["word/header1.xml"] ?? "";
    if (/<w:t[ >]|instrText/.test(files["word/header2.xml"] ?? "")) return "the first header says something";
    const size = number(header, /<w:sz w:val="(\d+)"/);
    return (
      !(/ PAGE /.test(header) && header.includes('<w:jc w:val="center"/>') && size >= 26 && size <= 28) &&
      "no number of the page"
    );
  },
  36: (paper) => {
    if (/<\/w:tbl><w:tbl>/.test(paper.xml)) return "two tables side by side";
    if (/<w:tr>(?!<w:trPr><w:cantSplit\/>)/.test(paper.xml)) return "a row may be split";
    if (lined(paper).some((table) => !table.includes("<w:tblHeader/>"))) return "a table whose head is not repeated";
    return tables(paper).some((table) => number(table, /<w:tblW w:w="(\d+)"/) > 9354) && "wider than the page";
  },
  39: ({ text, paragraphs }) =>
    /\{[^}]*\}|undefined|\bnull\b/.exec(text)?.[0] ??
    text.split("\n").find((line) => /^- [^:]+:\s*\.?$/.test(line)) ??
    (text.normalize("NFC") !== text && "letters in pieces") ??
    paragraphs.find((one) => / {2,}/.test(one.text) && !/ {2,}(?:\/|tháng|năm)|ngày {2,}/.test(one.text))?.text ??
    /\((?:[A-Z]{2}, )*[A-Z]{2}\)/.exec(text)?.[0],
  40: ({ paragraphs }) =>
    paragraphs.find(
      (one) =>
        /[\p{Script=Lao}\p{Script=Khmer}\p{Script=Thai}]/u.test(one.text) && !one.xml.includes('w:cs="Leelawadee UI"'),
    )?.text,
};

/** Of what is issued: head, number, kind, end and foot. */
const ISSUED: Record<number, Check> = {
  9: (paper) => {
    const one = only(paper, "Nation");
    if (one?.text !== "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" || !one.isBold) return "no name of the nation";
    return SIZES(one, 12, 13, "nation") || (widest(one) > one.room && "it does not fit on a line");
  },
  10: (paper) => {
    const one = only(paper, "Motto");
    return one?.text === "Độc lập - Tự do - Hạnh phúc" && one.isBold && one.jc === "center"
      ? SIZES(one, 13, 14, "motto")
      : "motto";
  },
  11: (paper) => lineUnder(paper, "Motto", 0.95, 1.05),
  12: (paper) => {
    const [parent, issuer] = [only(paper, "Superior"), only(paper, "Issuer")];
    if (parent?.isBold || !issuer?.isBold) return "who stands above is regular, who issues bold";
    return (
      SIZES(issuer, 12, 13, "issuer") ||
      (parent && SIZES(parent, 12, 13, "parent")) ||
      (widest(issuer) > issuer.room && "runs into the right column")
    );
  },
  13: (paper) => lineUnder(paper, "Issuer", 0.33, 0.5),
  14: (paper) => {
    const one = only(paper, "Number");
    return one?.isInTable && one.jc === "center" && one.size === 26 ? false : "number";
  },
  15: (paper, kind) => {
    const said = only(paper, "Number")?.text ?? "";
    if (!new RegExp(`/${CODES[kind] ?? ""}-`).test(said)) return said;
    return isIssued(paper) && !NUMBER.test(said) && said;
  },
  17: (paper) => {
    const one = only(paper, "PlaceAndDay");
    return one?.isItalic && (DAY.test(one.text) || NO_DAY.test(one.text)) ? false : (one?.text ?? "no day");
  },
  18: ({ xml }) =>
    !/w:val="Number"(?:(?!<\/w:tr>).)*w:val="PlaceAndDay"/s.test(xml) && "number and day in different rows",
  19: (paper) => {
    const [kind, about] = [only(paper, "Kind"), only(paper, "Summary")];
    const isSet = [kind, about].every((one) => one?.isBold && one.jc === "center" && one.size >= 26 && one.size <= 28);
    return isSet ? lineUnder(paper, "Summary", 0.33, 0.5) : "kind and subject";
  },
  25: (paper) => {
    const all = paper.paragraphs.filter(
      (one) => one.jc === "both" && one.isItalic && !one.isInTable && one.text.trim(),
    );
    return all.find((one, at) => !one.text.endsWith(at === all.length - 1 ? "." : ";"))?.text;
  },
  26: (paper, kind) => {
    if (kind !== "decision") return false;
    const order = ["Authority", "Decides"].map((name) => paper.xml.indexOf(`w:val="${name}"`));
    if (order.some((at, index) => at < 0 || at < (order[index - 1] ?? 0))) return "who decides, then the decision";
    const articles = paper.paragraphs.filter((one) => /^Điều \d+\./.test(one.text));
    return (
      articles.find(
        (one, at) => !one.text.startsWith(`Điều ${at + 1}. `) || !one.isBold || !/^Điều \d+\. \p{Lu}/u.test(one.text),
      )?.text ??
      (articles.length < 2 && "no articles")
    );
  },
  27: (paper) => {
    const body = bodyOf(paper);
    return (paper.text.split(END).length !== 2 || !body.at(-1)?.text.endsWith(END)) && "the mark of the end";
  },
  28: (paper, kind) => {
    const isSent = kind === "proposal" || kind === "report";
    return (only(paper, "To")?.text.startsWith("Kính gửi: ") ?? false) === isSent ? false : "to whom it goes";
  },
  30: (paper) => {
    const lines = only(paper, "Office")?.text.split("\n") ?? [];
    const one = only(paper, "Office");
    if (!one?.isBold || one.text !== one.text.toUpperCase() || /LÃNH ĐẠO/.test(one.text))
      return one?.text ?? "nobody signs";
    return lines[0]?.startsWith("KT. ") && !lines[1]?.startsWith("PHÓ ") ? one.text : false;
  },
  31: (paper, kind) => {
    const one = only(paper, "Signer");
    if (kind === "decision" && isIssued(paper) && !one?.text.trim()) return "no name";
    if (/^(?:GS|PGS|TS)\b/.test(one?.text ?? "")) return one?.text;
    return !isNear(number(one?.xml ?? "", /w:before="(\d+)"/), 1134, 2268, 0) && "no room for the signature";
  },
  32: ({ paragraphs }) => {
    const at = paragraphs.findIndex((one) => one.name === "Receivers");
    const last = paragraphs.slice(0, at).findLast((one) => one.text.trim());
    return (
      !(last?.xml.includes("<w:keepNext/>") && last.xml.includes("<w:keepLines/>")) &&
      "the foot may stand alone on a page"
    );
  },
  33: (paper) => {
    const [one, office] = [only(paper, "Receivers"), paper.xml.indexOf('w:val="Office"')];
    const row = paper.xml.slice(paper.xml.lastIndexOf("<w:tr>", office), office);
    if (!one?.isBold || !one.isItalic || one.size !== 24 || !row.includes('w:val="Receivers"')) return "receivers";
    const entries = paper.paragraphs.filter((each) => each.text.startsWith("- ") && each.isInTable && each.size === 22);
    return !/^- Lưu: VT.*\.$/.test(entries.at(-1)?.text ?? "") && "what is kept";
  },
  34: ({ text }) =>
    [...text.matchAll(/Như Điều (\d+)/g)].map(([, at]) => at).find((at) => !text.includes(`Điều ${at}. `)),
  38: ({ text, xml }) => {
    if (!/^PHỤ LỤC/m.test(text)) return false;
    const isPointed = /(?:danh sách|Phụ lục) kèm theo/.test(text) && /^\(Kèm theo (?:Quyết định|Báo cáo)/m.test(text);
    return !(isPointed && (xml.match(/<w:pgNumType w:start="1"\/>/g) ?? []).length === 2) && "the annex";
  },
};

/** Of a letter that follows no decree: a head to the left, no form of the decree, the number of the page at its foot. */
const PLAIN: Record<number, Check> = {
  1: PAGE[1]!,
  2: ({ xml }) => !/<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417"/.test(xml) && "margins",
  5: PAGE[5]!,
  21: ({ paragraphs }) =>
    paragraphs.find((one) => !one.isInTable && one.text.trim() && (one.size < 22 || one.size > 24))?.text,
  22: ({ paragraphs }) => paragraphs.find((one) => !one.isInTable && one.jc !== "left")?.text,
  35: ({ files }) => !/ PAGE .*\/.* NUMPAGES /s.test(files["word/footer1.xml"] ?? "") && "no number at the foot",
  36: PAGE[36]!,
  39: PAGE[39]!,
  40: PAGE[40]!,
};
const FORM = /CỘNG HÒA XÃ HỘI|Độc lập - Tự do|Nơi nhận|^Căn cứ|^Điều \d|\.\/\./m;

function broken(paper: Read, checks: Record<number, Check>, kind: Kind): Broken[] {
  return Object.entries(checks).flatMap(([check, holds]) => {
    const found = holds(paper, kind);
    return found ? [{ check: Number(check), found }] : [];
  });
}

/** A paper as the decree lays it out. What only a rendered page can show (4, 6, 7) is not seen here. */
export function brokenByDecree(paper: Uint8Array, kind: Kind): Broken[] {
  const one = read(paper);
  const all = [...broken(one, PAGE, kind), ...(kind === "guests" ? [] : broken(one, ISSUED, kind))];
  if (kind === "guests" && FORM.test(one.text))
    all.push({ check: 28, found: "what guests get has no form of the decree" });
  return all.toSorted((a, b) => a.check - b.check);
}

/** A paper that follows no decree. */
export function brokenByPlain(paper: Uint8Array): Broken[] {
  const one = read(paper);
  const form = FORM.exec(one.text)?.[0];
  return [...broken(one, PLAIN, "letter"), ...(form ? [{ check: 9, found: form }] : [])];
}
