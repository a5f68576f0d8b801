import { findIndicator } from "#modules/reports/indicator.model.ts";
import { listFigureRecords, readScope } from "#modules/reports/indicator.queries.server.ts";
import { answer, found, pageOf } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const asked = (name: string) => event.url.searchParams.get(name);
    const scope = await readScope(work, {
      year: asked("year"),
      as_of: asked("as_of"),
      unit: asked("unit"),
      tree: asked("tree"),
    });
    return listFigureRecords(work, found(findIndicator(event.params.key)), scope, pageOf(event.url));
  });
