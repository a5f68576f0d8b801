import { countryFilter } from "#modules/countries/country.filter.ts";
import {
  countPartnersByCountry,
  listAnniversaries,
  listCountriesWithPartners,
} from "#modules/countries/country.queries.server.ts";
import { keptFigure } from "#modules/reports/kept-figure.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { addDays, today } from "#platform/time.ts";
import { readForPage } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, countryFilter);
    const { q } = filter;
    const known = await keptFigure(work, "partners by country", () => countPartnersByCountry(work));
    const countries = await listCountriesWithPartners(work, q);
    return {
      bar,
      // The same for everybody inside, beside how many of them the reader may open.
      countries: countries.map(({ partners, ...one }) => ({ ...one, partners: known[one.iso2] ?? 0, open: partners })),
      anniversaries: q ? [] : await listAnniversaries(work, { from: today(), to: addDays(today(), 365), every: 5 }),
    };
  });
