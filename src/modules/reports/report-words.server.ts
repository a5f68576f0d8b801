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
      sentences: sentencesOf(report, section),
      body: report.texts.find((one) => one.section === section && one.language === locale)?.body ?? "",
    })),
  );
}

function sentencesOf(report: AnnualReport, section: (typeof SECTIONS)[number]): Sentence[] {
  const told = (COMPUTED[section] ?? []).flatMap((key) => report.figures.find((one) => one.key === key) ?? []);
  // Of a year of which nothing is recorded nothing is known: not even that it was zero.
  if (told.length > 0 && !told.some(isKnown))
    return section === "bilateral"
      ? [{ key: null, text: `${wordsFor("report_no_records", { year: report.year })}.` }]
      : [];
  return told
    .filter((figure) => ALWAYS_SAID.includes(figure.key) || figure.value > 0)
    .map((figure) => ({ key: figure.key, text: sentenceFor(report, figure) }));
}

function sentenceFor(report: AnnualReport, figure: AnnualReport["figures"][number]): string {
  const { key, before } = figure;
  const then =
    before === null || before === 0
      ? ""
      : ` ${wordsFor("report_before", { before: sayExact({ ...figure, value: before }), year: report.year - 1 })}`;
  const list =
    key === "anniversaries" && report.anniversaries.length > 0
      ? ` (${report.anniversaries.map((one) => nameOf(one)).join(", ")})`
      : "";
  const said = wordsFor(`sentence_${key}`, {
    figure: sayFigure(figure),
    count: figure.value,
    unit: subjectOf(report),
    year: report.year,
    day: formatDay(report.as_of),
  });
  return `${said}${list}.${then}`;
}

/** Whom the report speaks of: the union, or the unit by its name. */
function subjectOf({ unit }: AnnualReport): string {
  if (unit.kind === undefined || unit.kind === "union") return wordsFor("report_of_union") ?? "";
  return wordsFor("report_of_unit", { name: nameOf(unit) }) ?? "";
}

type Said = Pick<Figure, "value" | "measure">;

/** Reports that were kept before this was asked hold no answer. */
const isKnown = ({ recorded }: { recorded?: boolean }) => recorded !== false;

/** What stands where nothing is recorded. */
export const UNKNOWN = "–";

export function sayKnown(figure: Said & { recorded?: boolean }): string {
  return isKnown(figure) ? sayExact(figure) : UNKNOWN;
}

export function sayBefore({ before, measure }: Pick<Figure, "measure"> & { before: number | null }): string {
  return before === null ? UNKNOWN : sayExact({ value: before, measure });
}

/** "nearly 1,000 (987)" for a rounded figure, the figure itself for an exact one. */
export function sayFigure(figure: Said & Pick<Figure, "wording">): string {
  const exact = sayExact(figure);
  if (figure.wording.qualifier === "exact") return exact;
  const rounded = sayExact({ ...figure, value: figure.wording.rounded });
  return wordsFor(`figure_${figure.wording.qualifier}`, { rounded, exact }) ?? exact;
}

/** A count as it is, dollars in millions; smaller sums in dollars, for "0.0 million" says nothing. */
export function sayExact({ value, measure }: Said): string {
  if (measure !== "USD") return formatNumber(value);
  const digits = [0, 1, 2, 3].find((places) => differsLittle(value, places));
  if (value < 1_000_000 || digits === undefined) return wordsFor("usd", { amount: formatNumber(value) }) ?? "";
  return wordsFor("million_usd", { amount: formatNumber(value / 1_000_000, digits) }) ?? "";
}

/** Whether so many decimal places of a million tell it from the round number beside it: 228.04 is not said as 228.0. */
function differsLittle(value: number, places: number): boolean {
  const shown = Number((value / 1_000_000).toFixed(places));
  if (places === 0) return shown * 1_000_000 === value;
  return !Number.isInteger(shown);
}
