import type { Handler } from "#platform/asked.ts";
import { anniversaryFilter } from "#modules/countries/country.filter.ts";
import { listAnniversaries } from "#modules/countries/country.queries.server.ts";
import { AddressError } from "#platform/errors.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { answer } from "#platform/calls.server.ts";
import { addDays, today } from "#platform/time.ts";

export const GET: Handler = (event) =>
  answer(event, async (work) => {
    const asked = requireFilter(anniversaryFilter, event.url.searchParams);
    const from = asked.from ?? today();
    const to = asked.to ?? addDays(from, 365);
    if (to < from || Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 200) throw new AddressError("error_day");
    return {
      items: (await listAnniversaries(work, { from, to, every: asked.every ?? 5 })).map(
        ({ iso2, kind, founded_on, falls_on, years, confidence, note, note_in }) => ({
          iso2,
          kind,
          founded_on,
          falls_on,
          years,
          confidence,
          to_be_confirmed: confidence !== "A",
          note,
          note_in,
        }),
      ),
    };
  });
