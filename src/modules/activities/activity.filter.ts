import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import {
  CURSORS,
  country,
  flag,
  linked,
  month,
  oneOf,
  ownKind,
  paging,
  search,
  unitPath,
  year,
} from "#platform/filter.ts";
import { ACTIVITY_KINDS, ACTIVITY_STATUSES, LEVELS } from "./activity.model.ts";

export const activityFilter = z
  .object({
    q: search(),
    mine: flag({ label: "list_unit", says: "list_mine" }),
    year: year(),
    own_kind: ownKind(),
    kind: linked(ACTIVITY_KINDS, { label: "list_kind", says: "activity_kind" }),
    status: oneOf(ACTIVITY_STATUSES, { label: "list_status", says: "activity_status" }),
    country: country(),
    month: month(),
    level: linked(LEVELS, { label: "activity_level_label", says: "activity_level" }),
    unit_path: unitPath(),
    unaccounted: linked(["1"], { label: "list_status", says: "activity_unaccounted" }),
    ...paging(CURSORS.dayAndId),
  })
  // A list is of one unit: of the reader's or of another.
  .refine((asked) => !(asked.mine && asked.unit_path), { path: ["mine"] });

export type ActivityFilter = Filter<typeof activityFilter>;
