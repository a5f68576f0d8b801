import { findIndicator } from "#modules/reports/indicator.model.ts";
import { listFigureRecords, listFigures, readScope } from "#modules/reports/indicator.queries.server.ts";
import { addressOf, kindsCountedAs } from "#platform/kinds.ts";
import { found, load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const asked = (name: string) => event.url.searchParams.get(name);
    const indicator = found(findIndicator(event.params.key));
    const scope = await readScope(work, {
      year: asked("year"),
      as_of: asked("as_of"),
      unit: asked("unit"),
      tree: asked("tree"),
    });
    const figure = found((await listFigures(work, scope)).find((one) => one.key === indicator.key));
    const page = await listFigureRecords(work, indicator, scope, pageOf(event.url));
    const [kind] = kindsCountedAs(indicator.source);
    return {
      figure,
      scope,
      source: indicator.source,
      items: page.items.map((one) => ({ ...one, href: addressOf(kind, one.id) })),
      next_cursor: page.next_cursor,
    };
  });
