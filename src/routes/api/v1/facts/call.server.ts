import { homeCalendar } from "#platform/home.ts";
import type { Handler } from "#platform/asked.ts";
import { FACT_KINDS } from "#modules/reference/reference-fact.model.ts";
import { countFacts, findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { answer } from "#platform/calls.server.ts";

export const GET: Handler = (event) =>
  answer(event, async (work) => {
    const items = [];
    for (const kind of FACT_KINDS) items.push({ kind, ...(await countFacts(work, kind)) });
    return { items, calendar_end: (await findCalendarEnd(work, homeCalendar())) ?? null };
  });
