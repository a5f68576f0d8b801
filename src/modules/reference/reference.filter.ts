import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { flag, year } from "#platform/filter.ts";

export const factFilter = z.object({
  open: flag({ label: "fact_open_label", says: "fact_open", blank: "fact_open_all" }),
});
/** Days are listed a year at a time. */
export const dayFilter = z.object({ year: year(), open: factFilter.shape.open });

export type FactFilter = Filter<typeof factFilter>;
