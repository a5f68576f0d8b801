import { listChapters, searchManual } from "#modules/learning/manual.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, ({ actor }) => {
    const { locale } = event.locals;
    const q = event.url.searchParams.get("q") ?? "";
    // An officer is not shown what only administrators do, unless asked for.
    const isWhole = event.url.searchParams.get("all") === "yes" || !actor.role;
    return Promise.resolve({
      q,
      isWhole,
      hits: searchManual(locale, q, actor.reach === "outside" && !isWhole ? actor.role : undefined),
      chapters: listChapters(locale, isWhole ? undefined : actor.role),
    });
  });
