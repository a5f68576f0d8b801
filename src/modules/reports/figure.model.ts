import type { Narrowing } from "./indicator.filter.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { countedUntil } from "./indicator.model.ts";

/** Whose figure it is: every link to it carries all four, so that what opens is what was counted. */
export type FigureScope = { year: number; asOf: string; unitId: string; tree: "then" | "now" };

export function queryOf(scope: FigureScope, by: Narrowing = {}): string {
  const { year, asOf: as_of, unitId: unit, tree } = scope;
  return new URLSearchParams({ year: String(year), as_of, unit, tree, ...(by as Record<string, string>) }).toString();
}

/** The page of a figure's records, or of those behind one bar or row of it. */
export function figureAddress(key: IndicatorKey, scope: FigureScope, by?: Narrowing): string {
  return `/reports/figures/${key}?${queryOf(scope, by)}`;
}

/** The same for a call. */
export function recordsAddress(key: IndicatorKey, scope: FigureScope, by?: Narrowing): string {
  return `/api/v1/indicators/${key}/records?${queryOf(scope, by)}`;
}

/** A year of the same unit and tree: to its end, or as far as the scope's day when it runs. */
export function inYear<Scope extends FigureScope>(scope: Scope, year: number): Scope {
  const last = `${year}-12-31`;
  return { ...scope, year, asOf: scope.asOf < last ? scope.asOf : last };
}

/** No day lies ahead in a scope: of a year that has not begun it is one before it. */
export const hasBegun = ({ year, asOf }: { year: number; asOf: string }) => asOf >= `${year}-01-01`;

/** The same part of the year before: as far as the year itself is counted. */
export function yearBefore<Scope extends FigureScope>(scope: Scope): Scope {
  const day = countedUntil(scope.year, scope.asOf).slice(4);
  const year = scope.year - 1;
  return { ...scope, year, asOf: `${year}${day === "-02-29" ? "-02-28" : day}` };
}
