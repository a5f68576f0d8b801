import { formatDay, formatNumber } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import type { Figure } from "./indicator.queries.server.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { SECTIONS } from "./report.model.ts";
import type { AnnualReport } from "./report.queries.server.ts";

type Sentence = { text: string; key: IndicatorKey | null };
export type Narrated = { section: string; title: string; sentences: Sentence[]; body: string };

/** Which computed sentences stand in which section, each with the figure it opens. */
const COMPUTED: Partial<Record<(typeof SECTIONS)[number], IndicatorKey[]>> = {
  bilateral: ["delegations_out", "delegations_in", "onsite_activities"],
  multilateral: ["activities_multilateral", "intl_conferences"],
  anniversaries: ["anniversaries"],
  aid: ["fngo_aid"],
  organisation: ["partners_active", "partners_new", "joint_activities"],
};

/** Said even when nothing happened. */
const ALWAYS_SAID: readonly IndicatorKey[] = ["delegations_out", "delegations_in", "onsite_activities", "fngo_aid"];

/** The report's paragraphs in the standard order: computed sentences first, then what people wrote. */
export function narrate(report: AnnualReport, locale: Locale): Narrated[] {
  return inLocale(locale, () =>
    SECTIONS.map((section) => ({
      section,
      title: wordsFor("report_section", { section }) ?? section,
      sentences: (COMPUTED[section] ?? [])
        .filter((key) => ALWAYS_SAID.includes(key) || report.figures.some((one) => one.key === key && one.value > 0))
        .map((key) => ({ key, text: sentenceFor(report, key) })),
      body: report.texts.find((one) => one.section === section && one.language === locale)?.body ?? "",
    })),
  );
}

function sentenceFor(report: AnnualReport, key: IndicatorKey): string {
  const figure = report.figures.find((one) => one.key === key);
  if (!figure) return "";
  const said = sayFigure(figure);
  const before =
    figure.before > 0
      ? ` ${wordsFor("report_before", { before: sayExact({ ...figure, value: figure.before }), year: report.year - 1 })}`
      : "";
  const list =
    key === "anniversaries" && report.anniversaries.length > 0
      ? ` (${report.anniversaries.map((one) => nameOf(one)).join(", ")})`
      : "";
  return `${wordsFor(`sentence_${key}`, { figure: said, year: report.year, day: formatDay(report.as_of) })}${list}.${before}`;
}

/** "nearly 1,000 (987)" for a rounded figure, the figure itself for an exact one. */
export function sayFigure(figure: Pick<Figure, "value" | "measure" | "wording">): string {
  const exact = sayExact(figure);
  if (figure.wording.qualifier === "exact") return exact;
  return (
    wordsFor(`figure_${figure.wording.qualifier}`, {
      rounded: sayExact({ ...figure, value: figure.wording.rounded }),
      exact,
    }) ?? exact
  );
}

export function sayExact(figure: Pick<Figure, "value" | "measure">): string {
  if (figure.measure !== "USD") return formatNumber(figure.value);
  return (
    wordsFor("million_usd", {
      amount: formatNumber(figure.value / 1_000_000, figure.value % 1_000_000 === 0 ? 0 : 1),
    }) ?? ""
  );
}
