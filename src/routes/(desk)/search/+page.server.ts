import { load as read } from "#platform/http.server.ts";
import { searchAll } from "#modules/search/search.queries.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const q = event.url.searchParams.get("q") ?? "";
    const hits = await searchAll(work, q);
    // Countries and units have two names, the reader's first.
    const isTwofold = (kind: string) => event.locals.locale === "en" && (kind === "country" || kind === "unit");
    return {
      q,
      hits: hits.map(({ kind, id, title, detail }) =>
        isTwofold(kind) && detail ? { kind, id, title: detail, detail: title } : { kind, id, title, detail },
      ),
    };
  });
