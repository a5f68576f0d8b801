import { FIGURE_FILTERS, scopeFilter } from "#modules/reports/indicator.filter.ts";
import { findIndicator } from "#modules/reports/indicator.model.ts";
import { listFigureRecords, openFigure, readNarrowing } from "#modules/reports/figure.queries.server.ts";
import { queryOf } from "#modules/reports/figure.model.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { sayKnown } from "#modules/reports/report-words.server.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf, kindsCountedAs } from "#platform/kinds.ts";
import { readForPage } from "../../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const indicator = found(findIndicator(event.params.key));
    const { filter, bar } = await readForPage(event, work, FIGURE_FILTERS[indicator.source]);
    const scope = await readScope(work, filter);
    const asked = { indicator, scope, by: await readNarrowing(work, filter) };
    const page = await listFigureRecords(work, asked, filter);
    const figure = await openFigure(work, asked);
    const [kind] = kindsCountedAs(indicator.source);
    return {
      indicator,
      figure: { ...figure, text: sayKnown({ ...figure, measure: indicator.measure }) },
      scope,
      report: queryOf(scope),
      unit: found(await findNamedUnit(work, "unit", scope.unitId)),
      refused: bar.refused,
      narrowed: (await readForPage(partOf(event), work, FIGURE_FILTERS[indicator.source])).bar.said,
      items: page.items.map((one) => ({ ...one, href: addressOf(kind, one.id) })),
      next_cursor: page.next_cursor,
    };
  });

/** The address without whose figure it is: what is left narrows it to a part. */
function partOf({ url, locals }: Parameters<PageServerLoad>[0]) {
  const part = new URL(url);
  for (const name of Object.keys(scopeFilter.shape)) part.searchParams.delete(name);
  return { url: part, locals };
}
