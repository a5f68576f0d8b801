import type { Handler } from "#platform/asked.ts";
import { searchFilter } from "#modules/search/search.filter.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { inReaders, searchAll } from "#modules/search/search.queries.server.ts";
import { answer } from "#platform/calls.server.ts";

export const GET: Handler = (event) =>
  answer(event, async (work) => {
    const { q, limit } = requireFilter(searchFilter, event.url.searchParams);
    return {
      items: (await searchAll(work, q ?? "", limit)).map(({ rank: _rank, ...hit }) => ({ ...hit, ...inReaders(hit) })),
    };
  });
