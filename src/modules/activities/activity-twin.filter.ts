import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, oneOf, paging, year } from "#platform/filter.ts";
import { TWIN_STATES } from "./activity-twin.model.ts";

export const twinFilter = z.object({
  twins: oneOf(TWIN_STATES, { label: "list_status", says: "twin_state", blank: "twin_open" }),
  year: year(),
  ...paging(CURSORS.dayAndId),
});

export type TwinFilter = Filter<typeof twinFilter>;
