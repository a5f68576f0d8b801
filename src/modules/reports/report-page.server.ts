import { formatDay } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { print } from "./report-papers.server.ts";
import type { Narrated } from "./report-words.server.ts";
import { narrate } from "./report-words.server.ts";
import type { AnnualReport } from "./report.queries.server.ts";

/** A report's page in one language with every word that stands on it, so that it opens the same when words, names and tables have changed. */
export type ReportPage = {
  organ: string;
  title: string;
  status: string;
  source: string;
  sections: Omit<Narrated, "section">[];
  figures_title: string;
  heads: [label: string, year: string, before: string];
  figures: { key: string; label: string; value: string; before: string }[];
  tables: { title: string; rows: { label: string; value: string; count: number }[] }[];
};

export function layOut(report: AnnualReport, locale: Locale): ReportPage {
  return inLocale(locale, () => {
    const { heading, figures, tables, before_head } = print(report, locale);
    const sections = narrate(report, locale).filter((one) => one.sentences.length > 0 || one.body);
    return {
      organ: nameOf(report.unit),
      title: heading,
      status: wordsFor("report_status", { status: report.status }) ?? "",
      source: wordsFor("report_source", { day: formatDay(report.as_of) }) ?? "",
      sections: sections.map(({ section: _place, ...said }) => said),
      figures_title: wordsFor("report_figures") ?? "",
      heads: [wordsFor("report_indicator") ?? "", String(report.year), before_head],
      figures: figures.map((one, index) => ({ ...one, key: report.figures[index]?.key ?? "" })),
      tables: tables.filter((one) => one.rows.length > 0),
    };
  });
}
