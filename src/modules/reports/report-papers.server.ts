import { officeSaid } from "#modules/delegations/delegation-decision.model.ts";
import { findInForce } from "#modules/paper-templates/paper-template.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay, formatPaperDay } from "#platform/format.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import type { OwnTemplate } from "#platform/paper.server.ts";
import { fillTemplates, layoutIn, templateOf } from "#platform/paper.server.ts";
import { evenLines } from "#platform/paper-measure.ts";
import { setPdf } from "#platform/pdf.server.ts";
import { today } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import { chartsOf } from "./report-charts.server.ts";
import type { Narrated } from "./report-words.server.ts";
import { beforeHead, narrate, sayBefore, sayKnown } from "./report-words.server.ts";
import type { AnnualReport } from "./report.queries.server.ts";

type Paragraph = { text: string };
type Printed = {
  union: string;
  unit: string;
  unit_name: string;
  /** Whom the unit reports to; nobody stands above the union. */
  to: string;
  isByDecree: boolean;
  heading: string;
  /** What it is about, under the word that says it is a report. */
  about: string;
  subheading: string;
  place: string;
  day: string;
  /** A part has sections, or is one. */
  parts: { title: string; paragraphs: Paragraph[]; sections: { title: string; paragraphs: Paragraph[] }[] }[];
  signer_title: string;
  signer: string;
  figures_title: string;
  label_head: string;
  value_head: string;
  year_head: string;
  before_head: string;
  figures: { label: string; value: string; before: string }[];
  tables: { title: string; rows: { label: string; value: string; count: number }[] }[];
};

/** Sections that are a part by themselves; all before them are the results. */
const ALONE: readonly string[] = ["limits", "next_year"];
/** What the left half of a head by the decree has, in points. */
const HEAD_ROOM = 184.2;
const ROMAN = ["I", "II", "III"];

type Made = { own?: OwnTemplate | undefined; mark?: string | undefined };

/** The report in the layout of administrative papers, as Word; `own` is the template of the unit, where it has one. */
export function reportDocument(report: AnnualReport, locale: Locale, { own, mark }: Made = {}): Promise<Uint8Array> {
  return inLocale(locale, async () => {
    const values = documentValues(print(report, locale));
    const [paper] = await fillTemplates([{ name: templateOf("annual-report", locale), values, mark, own }]);
    return paper ?? new Uint8Array();
  });
}

/** Which template the report of a unit is made from, where that is not the one of the program. */
export const findReportTemplate = (work: Work, path: string, language: Locale) =>
  findInForce(work, { paper: "annual-report", language, path });

/** What the Word paper says besides: whom nobody stands above has no name above its own; it bears no number before it is signed. */
function documentValues(printed: Printed) {
  const isTop = printed.union === printed.unit;
  return {
    ...printed,
    parent: isTop ? "" : printed.union,
    issuer: printed.unit,
    number: m.paper_no_number({ paper: "result", symbol: "……" }),
    signed_for: "",
  };
}

/** A paper opens nothing. */
const PAPER = { year: 0, asOf: "", unitId: "", tree: "now" } as const;

/** The same as PDF; long names break where they do in Word. */
export function reportPdf(report: AnnualReport, locale: Locale): Promise<Uint8Array> {
  return inLocale(locale, () => {
    const printed = print(report, locale);
    const broken = (name: string) =>
      printed.isByDecree ? evenLines(name, { size: 12, weight: "bold", room: HEAD_ROOM }).join("\n") : name;
    const whose = { union: broken(printed.union), unit: broken(printed.unit) };
    return setPdf("annual-report", { ...printed, ...whose, language: locale });
  });
}

/** What is printed of a report, in words; called inside the language. */
export function print(report: AnnualReport, locale: Locale): Printed {
  const say = (key: string, inputs: Record<string, string | number> = {}) => wordsFor(key, inputs) ?? "";
  return {
    union: nameOf(home(), "name", locale).toUpperCase(),
    unit: nameOf(report.unit).toUpperCase(),
    unit_name: nameOf(report.unit),
    to: nameOf(report.unit) === nameOf(home()) ? "" : nameOf(home()),
    isByDecree: layoutIn(locale) !== "plain",
    heading: say("report_title", { year: report.year }),
    about: say("report_about", { year: report.year }),
    subheading: `${say("report_status", { status: report.status })} · ${say("report_source", { day: formatDay(report.as_of) })}`,
    place: report.unit.seat ? nameOf(report.unit.seat) : "…………",
    day: formatPaperDay(today()),
    parts: partsOf(narrate(report, locale), { year: report.year, locale }),
    ...signedBy(report),
    figures_title: say("report_figures"),
    label_head: say("report_indicator"),
    value_head: say("report_value"),
    year_head: String(report.year),
    before_head: beforeHead(report),
    figures: report.figures.map((one) => ({
      label: say("indicator", { key: one.key }),
      value: sayKnown(one),
      before: sayBefore(one),
    })),
    tables: chartsOf(report, PAPER, locale).map(({ title, bars }) => ({
      title,
      rows: bars.map(({ label, value, whole }) => ({ label, value: whole, count: value })),
    })),
  };
}

/** Numbered through, parts in Roman and their sections in Arabic: what was done, what was wanting, what comes (papers.md section 3). */
function partsOf(narrated: Narrated[], { year, locale }: { year: number; locale: Locale }): Printed["parts"] {
  const told = narrated.filter((one) => one.sentences.length > 0 || one.body);
  const results = told.filter((one) => !ALONE.includes(one.section));
  const sections = results.map((one, at) => ({ title: `${at + 1}. ${one.title}`, paragraphs: paragraphsOf(one) }));
  const parts = [
    { title: wordsFor("report_results", { year }) ?? "", paragraphs: [], sections },
    ...told
      .filter((one) => ALONE.includes(one.section))
      .map((one) => ({ title: one.title, paragraphs: paragraphsOf(one), sections: [] })),
  ];
  const called = (title: string) => (layoutIn(locale) === "plain" ? title : title.toLocaleUpperCase(locale));
  return parts
    .filter((one) => one.paragraphs.length + one.sections.length > 0)
    .map((one, at) => ({ ...one, title: `${ROMAN[at]}. ${called(one.title)}` }));
}

/** What was counted, then what was written, as it was broken. */
const paragraphsOf = ({ sentences, body }: Narrated): Paragraph[] =>
  [sentences.map((one) => one.text).join(" "), body].filter(Boolean).map((text) => ({ text }));

/** Who heads the unit signs; a post that no register knows is left open. */
function signedBy({ unit }: AnnualReport) {
  return { signer_title: officeSaid(unit.head && nameOf(unit.head, "title")), signer: unit.head?.name ?? "" };
}
