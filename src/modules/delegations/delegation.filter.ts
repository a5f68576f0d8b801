import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, country, flag, linked, oneOf, paging, search, unitPath, year } from "#platform/filter.ts";
import { CHANGE_STATES, DIRECTIONS, REPORT_STATES, STATUSES } from "./delegation.model.ts";

export const delegationFilter = z.object({
  q: search(),
  direction: oneOf(DIRECTIONS, { label: "delegation_direction_label", says: "delegation_direction" }),
  year: year(),
  status: oneOf(STATUSES, { label: "list_status", says: "delegation_status" }),
  unnumbered: flag({ label: "delegation_number_filter", says: "delegation_unnumbered" }),
  change: oneOf(CHANGE_STATES, { label: "delegation_change_label", says: "delegation_change_state" }),
  report: oneOf(REPORT_STATES, { label: "result_title", says: "delegation_report_state" }),
  country: country(),
  unit_path: unitPath(),
  sort: linked(["-departs_on", "departs_on"], { label: "list_sort", says: "delegation_sort" }),
  ...paging(CURSORS.dayAndId),
});

export type DelegationFilter = Filter<typeof delegationFilter>;
