import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, dayOr, linked, oneOf, paging, search, unitPath } from "#platform/filter.ts";
import { today } from "#platform/time.ts";
import { UNIT_KINDS } from "./unit.model.ts";

export const unitFilter = z.object({
  kind: oneOf(UNIT_KINDS, { label: "list_kind", says: "unit_kind" }),
  q: search(),
  below: unitPath(),
  ...paging(CURSORS.path),
});

export type UnitFilter = Filter<typeof unitFilter>;

/** The tree as it stood on a day, for the page. */
export const treeFilter = z.object({
  on: dayOr("units_day", today),
  q: search(),
  kind: oneOf(UNIT_KINDS, { label: "list_kind", says: "unit_kind", blank: "units_all_but_missions" }),
  open: linked(["all", "none"], { label: "units_unfold", says: "units_open" }),
});

/** Who holds the posts of a unit and who its members are, on a day. */
export const unitDayFilter = z.object({ on: dayOr("units_day", today) });
