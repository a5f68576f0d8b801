import { listAnniversaries } from "#modules/countries/country.queries.server.ts";
import { RuleError } from "#platform/errors.ts";
import { answer } from "#platform/http.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const { searchParams } = event.url;
    const from = searchParams.get("from") ?? today();
    const to = searchParams.get("to") ?? addDays(from, 365);
    const every = Number(searchParams.get("every") ?? 5);
    if (
      ![from, to].every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) ||
      to < from ||
      Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 200
    )
      throw new RuleError("error_day");
    if (!Number.isInteger(every) || every < 1) throw new RuleError("error_number");
    return {
      items: (await listAnniversaries(work, { from, to, every })).map(
        ({ iso2, kind, founded_on, falls_on, years }) => ({ iso2, kind, founded_on, falls_on, years }),
      ),
    };
  });
