import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, day, linked, oneOf, paging, unit, year } from "#platform/filter.ts";

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
/** The records behind a figure. */
export const figureFilter = z.object({ ...scope, ...paging(CURSORS.dayAndId) });
export const reportFilter = z.object({
  ...scope,
  format: linked(["json", "docx", "pdf"], { label: "report_format" }),
});
/** Reports as they were sent. */
export const frozenFilter = z.object({ year: scope.year, unit: scope.unit, ...paging(CURSORS.id) });
/** The records that one of their figures counted. */
export const keptFilter = z.object(paging(CURSORS.number));
/** One of them as a file; in the language it was sent in where no other is named. */
export const paperFilter = z.object({
  format: linked(["json", "docx", "pdf"], { label: "report_format" }),
  language: linked(["vi", "en"], { label: "language_label", says: "language" }),
});
