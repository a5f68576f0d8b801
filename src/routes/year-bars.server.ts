import type { Scope } from "#modules/reports/fact.queries.server.ts";
import { figureAddress, inYear } from "#modules/reports/figure.model.ts";
import { listFigureByYear } from "#modules/reports/figure.queries.server.ts";
import type { Narrowing } from "#modules/reports/indicator.filter.ts";
import type { IndicatorKey } from "#modules/reports/indicator.model.ts";
import { findIndicator } from "#modules/reports/indicator.model.ts";
import { sayExact } from "#modules/reports/report-words.server.ts";
import type { Work } from "#platform/db.server.ts";
import { found } from "#platform/http.server.ts";

/** A figure year by year, each opening as the records it counts. */
export async function readYearBars(work: Work, key: IndicatorKey, scope: Scope, by: Narrowing = {}) {
  const indicator = found(findIndicator(key));
  const years = await listFigureByYear(work, { indicator, scope, by });
  return years.map(({ year, value }) => ({
    label: String(year),
    value,
    text: sayExact({ value, measure: indicator.measure }),
    href: figureAddress(key, inYear(scope, year), by),
  }));
}
