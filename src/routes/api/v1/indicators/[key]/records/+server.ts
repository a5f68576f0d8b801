import { figureFilter } from "#modules/reports/indicator.filter.ts";
import { findIndicator } from "#modules/reports/indicator.model.ts";
import { listFigureRecords, readScope } from "#modules/reports/indicator.queries.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { answer } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const asked = requireFilter(figureFilter, event.url.searchParams);
    return listFigureRecords(work, found(findIndicator(event.params.key)), await readScope(work, asked), asked);
  });
