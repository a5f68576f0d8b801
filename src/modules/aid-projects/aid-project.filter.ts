import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, country, paging, search, year } from "#platform/filter.ts";

export const aidProjectFilter = z.object({
  q: search(),
  country: country("aid_ngo_country"),
  year: year(),
  ...paging(CURSORS.dayAndId),
});

export type AidProjectFilter = Filter<typeof aidProjectFilter>;
