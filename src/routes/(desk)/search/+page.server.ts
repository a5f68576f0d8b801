import { searchManual } from "#modules/learning/manual.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { inReaders, listRest, searchAll } from "#modules/search/search.queries.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const q = event.url.searchParams.get("q") ?? "";
    const hits = await searchAll(work, q);
    return {
      q,
      hits: hits.map((hit) => inReaders(hit)),
      rest: await listRest(work, q, hits),
      tasks: searchManual(event.locals.locale, q, work.actor.reach === "outside" ? work.actor.role : undefined).slice(
        0,
        5,
      ),
    };
  });
