import { figureAddress } from "#modules/reports/figure.model.ts";
import { listFigureBy } from "#modules/reports/figure.queries.server.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { PLANNED_INDICATORS } from "#modules/reports/plan.model.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import { narrate } from "#modules/reports/report-words.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay, formatNumber } from "#platform/format.ts";
import { today } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import * as m from "#words/messages.js";

/** What the figures of the reader's unit say by today: what the month had of each thing that is planned, and the year in sentences; each opens what it counts. */
export async function readFigures(work: Work, locale: Locale) {
  const scope = await readReportScope(work, {});
  const month = today().slice(0, 7);
  const months = PLANNED_INDICATORS.map(async (indicator) => {
    const value =
      (await listFigureBy(work, { indicator, scope }, "month")).find((one) => one.key === month)?.value ?? 0;
    const { key } = indicator;
    return { title: m.indicator({ key }), text: formatNumber(value), href: figureAddress(key, scope, { month }) };
  });
  const [held, report] = await Promise.all([Promise.all(months), buildAnnualReport(work, scope)]);
  return {
    held,
    figures: narrate(report, locale).flatMap(({ sentences }) =>
      sentences.map(({ key, text }) => ({ text, href: key && figureAddress(key, scope) })),
    ),
    asOf: formatDay(scope.asOf),
  };
}
