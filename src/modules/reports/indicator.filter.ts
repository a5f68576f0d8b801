import { z } from "zod";
import { SECTORS } from "#modules/aid-projects/aid-project.forms.ts";
import { ACTIVITY_KINDS } from "#modules/activities/activity.model.ts";
import type { Filter, FilterSchema } from "#platform/filter.ts";
import { CURSORS, country, day, linked, month, oneOf, paging, unit, year } from "#platform/filter.ts";
import { locales } from "#words/runtime.js";
import type { Source } from "./indicator.model.ts";
import { PLAN_STATES } from "./plan.model.ts";
import { MISSING } from "./reporting.model.ts";
import { SECTIONS } from "./report.model.ts";

/** The years that figures are asked of: from the union's beginnings on. */
const YEARS = /^(194[5-9]|19[5-9]\d|2[01]\d\d|2200)$/;

/** What a figure is asked of. */
const scope = {
  year: year(YEARS),
  as_of: day("report_as_of"),
  unit: unit(),
  tree: oneOf(["now", "then"], { label: "report_tree", says: "report_tree_word" }),
};

export const scopeFilter = z.object(scope);
export type ScopeFilter = Filter<typeof scopeFilter>;
/** What one bar or row of a figure shows. */
const narrowing = {
  month: month(),
  kind: linked(ACTIVITY_KINDS, { label: "list_kind", says: "activity_kind" }),
  country: country(),
  led_by: unit("figure_led_by"),
  sector: linked(SECTORS, { label: "aid_sector_label", says: "aid_sector" }),
};
export type Narrowing = { [Name in keyof typeof narrowing]?: string | undefined };

/** The records behind any figure, or of one part of it. */
export const figureFilter = z.object({ ...scope, ...narrowing, ...paging(CURSORS.dayAndId) });

/** The same by what is counted: an aid amount has no kind of activity, a visit no sector. */
export const FIGURE_FILTERS = {
  activity: figureFilter.omit({ sector: true }),
  delegation: figureFilter.omit({ kind: true, sector: true }),
  partner: figureFilter.omit({ kind: true, sector: true, led_by: true }),
  aid: figureFilter.omit({ kind: true, led_by: true }),
} satisfies Record<Source, FilterSchema>;

/** What stands in the plan of a year, or what became of it. */
export const planFilter = z.object({
  ...scope,
  state: linked(PLAN_STATES, { label: "plan_state_label", says: "plan_state" }),
  ...paging(CURSORS.dayAndId),
});

/** The units that report, or those that lack something. */
export const reportingFilter = z.object({
  year: scope.year,
  unit: scope.unit,
  missing: oneOf(MISSING, { label: "reporting_missing_label", says: "reporting_missing" }),
});

export const reportFilter = z.object({
  ...scope,
  format: linked(["json", "docx", "pdf"], { label: "report_format" }),
});
/** One paragraph of a report. */
export const textFilter = z.object({
  year: scope.year,
  unit: scope.unit,
  section: linked(SECTIONS, { label: "report_text_section" }),
  language: linked(locales, { label: "language_label", says: "language" }),
});
/** Reports as they were sent. */
export const frozenFilter = z.object({ year: scope.year, unit: scope.unit, ...paging(CURSORS.id) });
/** The records that one of their figures counted. */
export const keptFilter = z.object(paging(CURSORS.number));
/** One of them as a file; in the language it was sent in where no other is named. */
export const paperFilter = z.object({
  format: linked(["json", "docx", "pdf"], { label: "report_format" }),
  language: linked(locales, { label: "language_label", says: "language" }),
});
