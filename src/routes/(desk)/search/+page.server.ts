import { load as read } from "#platform/http.server.ts";
import { inReaders, searchAll } from "#modules/search/search.queries.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const q = event.url.searchParams.get("q") ?? "";
    return { q, hits: (await searchAll(work, q)).map((hit) => inReaders(hit)) };
  });
