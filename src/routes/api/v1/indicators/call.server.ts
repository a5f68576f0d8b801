import type { Handler } from "#platform/asked.ts";
import { recordsAddress } from "#modules/reports/figure.model.ts";
import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { listFigures, readScope } from "#modules/reports/indicator.queries.server.ts";
import { sayFigure, UNKNOWN } from "#modules/reports/report-words.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { answer } from "#platform/calls.server.ts";

export const GET: Handler = (event) =>
  answer(event, async (work) => {
    const scope = await readScope(work, requireFilter(scopeFilter, event.url.searchParams));
    const figures = await listFigures(work, scope);
    return {
      items: figures.map((figure) => ({
        ...figure,
        records: recordsAddress(figure.key, scope),
        wording: figure.recorded ? sayFigure(figure) : UNKNOWN,
      })),
    };
  });
