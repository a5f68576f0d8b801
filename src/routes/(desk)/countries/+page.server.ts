import { countryFilter } from "#modules/countries/country.filter.ts";
import { listAnniversaries, listCountriesWithPartners } from "#modules/countries/country.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { addDays, today } from "#platform/time.ts";
import { readForPage } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, countryFilter);
    const { q } = filter;
    return {
      bar,
      countries: await listCountriesWithPartners(work, q),
      anniversaries: q ? [] : await listAnniversaries(work, { from: today(), to: addDays(today(), 365), every: 5 }),
    };
  });
