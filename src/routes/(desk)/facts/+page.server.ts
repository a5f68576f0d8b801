import { factKindsShown } from "#modules/reference/reference-fact.model.ts";
import { countFacts, findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { homeCalendar } from "#platform/home.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const kinds = [];
    for (const kind of factKindsShown()) kinds.push({ kind, ...(await countFacts(work, kind)) });
    return { kinds, calendarEnd: (await findCalendarEnd(work, homeCalendar())) ?? null };
  });
