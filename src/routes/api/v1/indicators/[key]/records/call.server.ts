import type { Handler } from "#platform/asked.ts";
import { listFigureRecords, openFigure, readNarrowing } from "#modules/reports/figure.queries.server.ts";
import { FIGURE_FILTERS } from "#modules/reports/indicator.filter.ts";
import { findIndicator } from "#modules/reports/indicator.model.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { answer } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";

export const GET: Handler<{ key: string }> = (event) =>
  answer(event, async (work) => {
    const indicator = found(findIndicator(event.params.key));
    const filter = requireFilter(FIGURE_FILTERS[indicator.source], event.url.searchParams);
    const asked = { indicator, scope: await readScope(work, filter), by: await readNarrowing(work, filter) };
    return { ...(await listFigureRecords(work, asked, filter)), ...(await openFigure(work, asked)) };
  });
