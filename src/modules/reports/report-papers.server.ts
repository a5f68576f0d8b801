import { formatDay, formatPaperDay } from "#platform/format.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { fillTemplate, templateOf } from "#platform/paper.server.ts";
import { setPdf } from "#platform/pdf.server.ts";
import { today } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import { chartsOf } from "./report-charts.server.ts";
import { beforeHead, narrate, sayBefore, sayKnown } from "./report-words.server.ts";
import type { AnnualReport } from "./report.queries.server.ts";

type Printed = {
  union: string;
  unit: string;
  heading: string;
  subheading: string;
  place: string;
  day: string;
  sections: { title: string; paragraphs: { text: string }[] }[];
  figures_title: string;
  label_head: string;
  value_head: string;
  year_head: string;
  before_head: string;
  figures: { label: string; value: string; before: string }[];
  tables: { title: string; rows: { label: string; value: string; count: number }[] }[];
};

/** The report in the layout of administrative papers, as Word. */
export function reportDocument(report: AnnualReport, locale: Locale): Promise<Uint8Array> {
  return inLocale(locale, () =>
    fillTemplate(templateOf("annual-report", locale), documentValues(print(report, locale))),
  );
}

/** What the Word paper says besides: whom nobody stands above has no name above its own; it bears no number and no name before it is signed. */
function documentValues(printed: Printed) {
  return {
    ...printed,
    parent: printed.union === printed.unit ? "" : printed.union,
    issuer: printed.unit,
    number: m.paper_no_number({ paper: "result", symbol: "……" }),
    signer_title: m.paper_signer(),
    signer: "",
    signed_for: "",
  };
}

/** A paper opens nothing. */
const PAPER = { year: 0, asOf: "", unitId: "", tree: "now" } as const;

/** The same as PDF. */
export function reportPdf(report: AnnualReport, locale: Locale): Promise<Uint8Array> {
  return inLocale(locale, () => setPdf("annual-report", { ...print(report, locale), language: locale }));
}

/** What is printed of a report, in words; called inside the language. */
export function print(report: AnnualReport, locale: Locale): Printed {
  const say = (key: string, inputs: Record<string, string | number> = {}) => wordsFor(key, inputs) ?? "";
  return {
    union: nameOf(home(), "name", locale).toUpperCase(),
    unit: nameOf(report.unit).toUpperCase(),
    heading: say("report_title", { year: report.year }),
    subheading: `${say("report_status", { status: report.status })} · ${say("report_source", { day: formatDay(report.as_of) })}`,
    place: report.unit.seat ? nameOf(report.unit.seat) : "…………",
    day: formatPaperDay(today()),
    sections: narrate(report, locale)
      .filter((section) => section.sentences.length > 0 || section.body)
      .map((section) => ({
        title: section.title,
        paragraphs: [section.sentences.map((one) => one.text).join(" "), section.body]
          .filter(Boolean)
          .map((text) => ({ text })),
      })),
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
