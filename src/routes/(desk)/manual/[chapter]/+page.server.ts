import { findChapter } from "#modules/learning/manual.queries.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, ({ actor }) => {
    const { locale } = event.locals;
    // People outside do few of a chapter's tasks: what they never do is not between them, unless asked for.
    const role = actor.reach === "outside" && event.url.searchParams.get("all") !== "yes" ? actor.role : undefined;
    return Promise.resolve({
      chapter: found(findChapter(locale, event.params.chapter, role)),
      isMine: role !== undefined,
    });
  });
