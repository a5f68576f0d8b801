import type { FigureScope } from "#modules/reports/figure.model.ts";
import type { findGlance } from "#modules/reports/glance.queries.server.ts";
import type { Missing } from "#modules/reports/reporting.model.ts";
import { lacks, lookedFrom, reportYearOf } from "#modules/reports/reporting.model.ts";
import { formatDay, formatNumber } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import * as m from "#words/messages.js";

/** So many units are named; their page has them all. */
const NAMED = 3;

/** How many units have not reported, and who did nothing longest; undefined where none reports to the unit, or none that the reader answers for. */
export function reportingOf({ reporting }: Awaited<ReturnType<typeof findGlance>>, scope: FigureScope) {
  if (reporting.length === 0) return undefined;
  const all = formatNumber(reporting.length);
  const of = (missing: Missing) => reporting.filter((one) => lacks(one, missing, scope));
  const [unreported, silent] = [of("report"), of("records")];
  const addressOf = (missing: Missing) => `/reports/units?year=${scope.year}&unit=${scope.unitId}&missing=${missing}`;
  const count = (some: typeof reporting) => formatNumber(some.length);
  return {
    lines: [
      {
        href: addressOf("report"),
        says: m.glance_no_report({ year: reportYearOf(scope), count: count(unreported), all }),
      },
      { href: addressOf("records"), says: m.glance_no_records({ year: scope.year, count: count(silent), all }) },
    ],
    silent: silent
      .toSorted((one, other) => (one.last_on ?? "").localeCompare(other.last_on ?? ""))
      .slice(0, NAMED)
      .map((one) => ({
        href: `/units/${one.id}`,
        says: nameOf(one),
        note: one.last_on
          ? m.glance_last({ day: formatDay(one.last_on) })
          : m.reporting_older({ day: formatDay(lookedFrom(scope)) }),
      })),
  };
}
