import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, oneOf, paging, unitPath } from "#platform/filter.ts";

/** Who keeps the promise, or from whose visit it comes. */
const SIDES = ["led", "promised"] as const;
/** Late is open, and its day has passed. */
export const COMMITMENT_STATES = ["open", "late", "done"] as const;

export const commitmentFilter = z.object({
  side: oneOf(SIDES, { label: "commitment_side_label", says: "commitment_side" }),
  state: oneOf(COMMITMENT_STATES, { label: "list_status", says: "commitment_state" }),
  unit_path: unitPath(),
  ...paging(CURSORS.dayAndId),
});

export type CommitmentFilter = Filter<typeof commitmentFilter>;
