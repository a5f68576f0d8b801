import { listFigures, readScope } from "#modules/reports/indicator.queries.server.ts";
import { sayFigure } from "#modules/reports/report-words.server.ts";
import { answer } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const asked = (name: string) => event.url.searchParams.get(name);
    const figures = await listFigures(
      work,
      await readScope(work, { year: asked("year"), as_of: asked("as_of"), unit: asked("unit"), tree: asked("tree") }),
    );
    return {
      items: figures.map(({ wording: _wording, ...figure }, index) => ({
        ...figure,
        wording: sayFigure(figures[index] ?? { value: figure.value, measure: figure.measure, wording: _wording }),
      })),
    };
  });
