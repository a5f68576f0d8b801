import { figureFilter } from "#modules/reports/indicator.filter.ts";
import { findIndicator } from "#modules/reports/indicator.model.ts";
import { listFigureRecords, listFigures, readScope } from "#modules/reports/indicator.queries.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { readForPage } from "../../../../list.server.ts";
import { addressOf, kindsCountedAs } from "#platform/kinds.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const indicator = found(findIndicator(event.params.key));
    const { filter, bar } = await readForPage(event, work, figureFilter);
    const scope = await readScope(work, filter);
    const page = await listFigureRecords(work, indicator, scope, filter);
    const [kind] = kindsCountedAs(indicator.source);
    return {
      figure: found((await listFigures(work, scope)).find((one) => one.key === indicator.key)),
      scope,
      bar,
      source: indicator.source,
      items: page.items.map((one) => ({ ...one, href: addressOf(kind, one.id) })),
      next_cursor: page.next_cursor,
    };
  });
