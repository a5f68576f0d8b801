import { inReaders, searchAll } from "#modules/search/search.queries.server.ts";
import { answer } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => ({
    items: (await searchAll(work, event.url.searchParams.get("q") ?? "")).map(({ rank: _rank, ...hit }) => ({
      ...hit,
      ...inReaders(hit),
    })),
  }));
