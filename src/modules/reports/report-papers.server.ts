import { formatDay, formatMonth, formatNumber } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import { fillTemplate } from "#platform/paper.server.ts";
import { setPdf } from "#platform/pdf.server.ts";
import { today } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { narrate, sayExact } from "./report-words.server.ts";
import type { AnnualReport, Row } from "./report.queries.server.ts";

type Printed = {
  unit: string;
  heading: string;
  subheading: string;
  sections: { title: string; paragraphs: { text: string }[] }[];
  figures_title: string;
  label_head: string;
  value_head: string;
  year_head: string;
  before_head: string;
  figures: { label: string; value: string; before: string }[];
  tables: { title: string; rows: { label: string; value: string; count: number }[] }[];
};

/** The report in the layout of Decree 30/2020, as Word. */
export function reportDocument(report: AnnualReport, locale: Locale): Promise<Uint8Array> {
  return inLocale(locale, () =>
    fillTemplate("annual-report", {
      ...print(report, locale),
      place: locale === "vi" ? "Hà Nội" : "Ha Noi",
      day: formatDay(today()),
      signer_title: "",
      signer: "",
    }),
  );
}

/** The same as PDF. */
export function reportPdf(report: AnnualReport, locale: Locale): Promise<Uint8Array> {
  return inLocale(locale, () => setPdf("annual-report", { ...print(report, locale), language: locale }));
}

/** What is printed of a report, in words; called inside the language. */
export function print(report: AnnualReport, locale: Locale): Printed {
  const say = (key: string, inputs: Record<string, string | number> = {}) => wordsFor(key, inputs) ?? "";
  const named = (row: Row) => (locale === "vi" ? row.label : row.label_en);
  const table = (title: string, rows: Row[], label: (row: Row) => string) => ({
    title: say(title),
    rows: rows.map((row) => ({ label: label(row), value: formatNumber(row.value), count: row.value })),
  });
  return {
    unit: nameOf(report.unit).toUpperCase(),
    heading: say("report_title", { year: report.year }),
    subheading: say("report_source", { day: formatDay(report.as_of) }),
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
    before_head: String(report.year - 1),
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
