import { z } from "zod";
import { CURSORS, flag, paging, search, year } from "#platform/filter.ts";

const found = { q: search(), cursor: paging(CURSORS.number).cursor };
export const factFilter = z.object({
  ...found,
  open: flag({ label: "fact_open_label", says: "fact_open", blank: "fact_open_all" }),
});
/** Days are listed a year at a time, unless those that wait for a confirmation are asked for. */
export const dayFilter = z.object({ ...found, year: year(), open: factFilter.shape.open });
/** Of provinces none waits for a confirmation. */
export const provinceFilter = z.object(found);
