import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { formatDay, formatMonth, formatNumber } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import { fillTemplate } from "#platform/paper.server.ts";
import { today } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { narrate, sayExact } from "./report-words.server.ts";
import type { AnnualReport, Row } from "./report.queries.server.ts";

type Printed = {
  heading: string;
  subheading: string;
  sections: { title: string; body: string }[];
  figures: { label: string; value: string; before: string }[];
  tables: { title: string; rows: { label: string; value: string }[] }[];
};

/** The report in the layout of Decree 30/2020, as Word. */
export function reportDocument(report: AnnualReport, locale: Locale): Promise<Uint8Array> {
  return inLocale(locale, () => {
    const printed = print(report, locale);
    const say = (key: string) => wordsFor(key) ?? "";
    return fillTemplate("annual-report", {
      ...printed,
      unit: nameOf(report.unit).toUpperCase(),
      place: locale === "vi" ? "Hà Nội" : "Ha Noi",
      day: formatDay(today()),
      figures_title: say("report_figures"),
      label_head: say("report_indicator"),
      year_head: String(report.year),
      before_head: String(report.year - 1),
      value_head: say("report_value"),
      signer_title: "",
      signer: "",
    });
  });
}

let compiler: NodeCompiler | undefined;

/** The same as PDF, set by Typst. */
export function reportPdf(report: AnnualReport, locale: Locale): Promise<Uint8Array> {
  compiler ??= NodeCompiler.create();
  return Promise.resolve(new Uint8Array(compiler.pdf({ mainFileContent: reportMarkup(report, locale) })));
}

/** The report as Typst reads it. */
export function reportMarkup(report: AnnualReport, locale: Locale): string {
  return inLocale(locale, () => {
    const printed = print(report, locale);
    const unit = nameOf(report.unit);
    const cells = (rows: string[][]) =>
      rows
        .map((row) =>
          row.map((cell, index) => (index === 0 ? `[${escape(cell)}]` : `align(right)[${escape(cell)}]`)).join(", "),
        )
        .join(",\n");
    return `
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm), numbering: "1")
#set text(font: ("Libertinus Serif",), size: 12pt, lang: "${locale}")
#set par(justify: true)
#align(center)[#upper[${escape(unit)}]]
#v(6mm)
#align(center)[#text(16pt, weight: "bold")[${escape(printed.heading)}]]
#align(center)[_${escape(printed.subheading)}_]
${printed.sections.map((section) => `== ${escape(section.title)}\n${escape(section.body)}\n`).join("\n")}
== ${escape(wordsFor("report_figures") ?? "")}
#table(columns: (1fr, auto, auto), stroke: 0.4pt, [], align(right)[${report.year}], align(right)[${report.year - 1}], ${cells(printed.figures.map((one) => [one.label, one.value, one.before]))})
${printed.tables.map((one) => `== ${escape(one.title)}\n#table(columns: (1fr, auto), stroke: 0.4pt, ${cells(one.rows.map((row) => [row.label, row.value]))})`).join("\n")}`;
  });
}

function print(report: AnnualReport, locale: Locale): Printed {
  const say = (key: string, inputs: Record<string, string | number> = {}) => wordsFor(key, inputs) ?? "";
  const named = (row: Row) => (locale === "vi" ? row.label : row.label_en);
  const table = (title: string, rows: Row[], label: (row: Row) => string) => ({
    title: say(title),
    rows: rows.map((row) => ({ label: label(row), value: formatNumber(row.value) })),
  });
  return {
    heading: say("report_title", { year: report.year }),
    subheading: say("report_source", { day: formatDay(report.as_of) }),
    sections: narrate(report, locale)
      .filter((section) => section.sentences.length > 0 || section.body)
      .map((section) => ({
        title: section.title,
        body: [...section.sentences.map((one) => one.text), section.body].filter(Boolean).join(" "),
      })),
    figures: report.figures.map((one) => ({
      label: say("indicator", { key: one.key }),
      value: sayExact(one),
      before: sayExact({ ...one, value: one.before }),
    })),
    tables: [
      table("report_by_month", report.tables.activities_by_month, (row) => formatMonth(report.year, Number(row.key))),
      table("report_by_kind", report.tables.activities_by_kind, (row) => say("activity_kind", { kind: row.key })),
      table("report_by_country", report.tables.activities_by_country, named),
      table("report_by_unit", report.tables.activities_by_unit, named),
      table("report_delegations_by_country", report.tables.delegations_by_country, named),
      table("report_aid_by_sector", report.tables.aid_by_sector, (row) => say("aid_sector", { sector: row.key })),
    ],
  };
}

/** Typst reads these as markup. */
function escape(text: string): string {
  return text.replaceAll(/[\\#*_`$<>@[\]~]/g, String.raw`\$&`);
}
