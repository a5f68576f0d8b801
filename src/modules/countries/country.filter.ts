import { z } from "zod";
import { day, number, search, year } from "#platform/filter.ts";

export const countryFilter = z.object({ q: search() });
export const dossierFilter = z.object({ year: year() });
export const anniversaryFilter = z.object({
  from: day("log_from"),
  to: day("log_to"),
  every: number("anniversary_every", 200),
});
