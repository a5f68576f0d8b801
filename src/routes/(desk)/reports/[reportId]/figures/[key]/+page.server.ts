import { findFrozen } from "#modules/reports/frozen.queries.server.ts";
import { keptFilter } from "#modules/reports/indicator.filter.ts";
import { listKeptRecords } from "#modules/reports/kept-records.queries.server.ts";
import { requireValues } from "#platform/filter.server.ts";
import { formatDay } from "#platform/format.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { key, reportId } = event.params;
    const report = found(await findFrozen(work, reportId));
    const figure = found(report.content.figures.find((one) => one.key === key));
    const page = await listKeptRecords(work, report, { key, ...requireValues(keptFilter, event.url.searchParams) });
    const label = (report.pages?.[event.locals.locale] ?? report.pages?.[report.language])?.figures.find(
      (one) => one.key === key,
    )?.label;
    return {
      report: { id: report.id, year: report.year, day: formatDay(report.as_of) },
      figure: { key, label, value: figure.value, measure: figure.measure },
      ...page,
      items: page.items.map((one) => ({ ...one, href: one.title === null ? null : addressOf(one.kind, one.id) })),
    };
  });
