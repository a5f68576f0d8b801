import { findChapter } from "#modules/learning/manual.queries.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, () =>
    Promise.resolve({
      chapter: found(findChapter(event.locals.locale, event.params.chapter)),
    }),
  );
