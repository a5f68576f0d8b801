import { formatDay, formatNumber } from "#platform/format.ts";
import type { Named } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { doesWork } from "#platform/own-words.ts";
import { getLocale } from "#words/runtime.js";
import { yearBefore } from "./figure.model.ts";
import type { Figure } from "./indicator.queries.server.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { findIndicator } from "./indicator.model.ts";
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

/** Said even when nothing happened, where anything of the kind is recorded. */
const ALWAYS_SAID: readonly IndicatorKey[] = ["delegations_out", "delegations_in", "onsite_activities", "fngo_aid"];

/** The report's paragraphs in the standard order: computed sentences first, then what people wrote. */
export function narrate(report: AnnualReport, locale: Locale): Narrated[] {
  return inLocale(locale, () =>
    SECTIONS.filter((section) => section !== "aid" || doesWork("aid")).map((section) => ({
      section,
      title: wordsFor("report_section", { section }) ?? section,
      sentences: sentencesOf(report, section),
      body: report.texts.find((one) => one.section === section && one.language === locale)?.body ?? "",
    })),
  );
}

function sentencesOf(report: AnnualReport, section: (typeof SECTIONS)[number]): Sentence[] {
  const told = (COMPUTED[section] ?? []).flatMap((key) => report.figures.find((one) => one.key === key) ?? []);
  // Of what nothing is recorded nothing is known: not even that it was zero.
  const unknown = section === "bilateral" ? told.filter((one) => !isKnown(one)) : [];
  const said = told
    .filter((figure) => isKnown(figure) && (ALWAYS_SAID.includes(figure.key) || figure.value > 0))
    .map((figure) => ({ key: figure.key, text: asSentence(sentenceFor(report, figure)) }));
  return unknown.length > 0 ? [{ key: null, text: sayNotRecorded(report, unknown) }, ...said] : said;
}

/** Of what nothing is recorded: delegations, activities, both, or anything at all. */
function sayNotRecorded(report: AnnualReport, unknown: { key: IndicatorKey }[]): string {
  const sources = new Set(unknown.map((one) => findIndicator(one.key)?.source));
  const some = sources.size > 1 ? "both" : ([...sources][0] ?? "all");
  const what = report.figures.some(isKnown) ? some : "all";
  return `${wordsFor("report_no_records", { what, year: report.year })}.`;
}

/** A sentence begins with a capital, also one whose first word is how a figure is said. */
const asSentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function sentenceFor(report: AnnualReport, figure: AnnualReport["figures"][number]): string {
  const { key, before } = figure;
  const then =
    before === null || before === 0 ? "" : ` ${sayYearBefore(report, sayExact({ ...figure, value: before }))}`;
  const list =
    key === "anniversaries" && report.anniversaries.length > 0 ? ` (${namesInOrder(report.anniversaries)})` : "";
  const said = wordsFor(`sentence_${key}`, {
    figure: sayFigure(figure),
    count: figure.value,
    unit: subjectOf(report),
    year: report.year,
    day: formatDay(report.as_of),
  });
  return `${said}${list}.${then}`;
}

/** Countries by their names in the reader's language, in its order. */
function namesInOrder(countries: Named[]): string {
  const names = countries.map((one) => nameOf(one));
  return names.toSorted((one, other) => one.localeCompare(other, getLocale())).join(", ");
}

/** What the year before had: the whole year, or until the same day where the year itself is told only so far. */
function sayYearBefore(report: AnnualReport, before: string): string | undefined {
  const until = sameDayBefore(report);
  return until
    ? wordsFor("report_before_until", { before, day: formatDay(until) })
    : wordsFor("report_before", { before, year: report.year - 1 });
}

/** The head over the figures of the year before. */
export function beforeHead(report: AnnualReport): string {
  const until = sameDayBefore(report);
  return until ? (wordsFor("report_before_head", { day: formatDay(until) }) ?? "") : String(report.year - 1);
}

/** The day until which the year before is counted, where that is not its end. */
function sameDayBefore({ year, as_of: asOf }: AnnualReport): string | undefined {
  const before = yearBefore({ year, asOf, unitId: "", tree: "now" }).asOf;
  return before < `${year - 1}-12-31` ? before : undefined;
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

/** A sum to its last dollar. */
export const sayWhole = (dollars: number) => wordsFor("usd", { amount: formatNumber(dollars) }) ?? "";

/** A count as it is, dollars in millions; smaller sums in dollars, for "0.0 million" says nothing. */
export function sayExact({ value, measure }: Said): string {
  if (measure !== "USD") return formatNumber(value);
  const digits = [0, 1, 2, 3].find((places) => differsLittle(value, places));
  if (value < 1_000_000 || digits === undefined) return sayWhole(value);
  return wordsFor("million_usd", { amount: formatNumber(value / 1_000_000, digits) }) ?? "";
}

/** Whether so many decimal places of a million tell it from the round number beside it: 228.04 is not said as 228.0. */
function differsLittle(value: number, places: number): boolean {
  const shown = Number((value / 1_000_000).toFixed(places));
  if (places === 0) return shown * 1_000_000 === value;
  return !Number.isInteger(shown);
}
