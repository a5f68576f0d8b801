import { z } from "zod";
import { day, number, search, unit, year } from "#platform/filter.ts";

export const countryFilter = z.object({ q: search() });
/** The whole union's dealings with a country, or those of one unit with all below it. */
export const dossierFilter = z.object({ year: year(), unit: unit() });
export const anniversaryFilter = z.object({
  from: day("log_from"),
  to: day("log_to"),
  every: number("anniversary_every", 200),
});
