import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, oneOf, paging } from "#platform/filter.ts";

/** Put to the reader's units, body or person, or by the reader's units. */
const SIDES = ["asked", "asking"] as const;
/** Late is open, and its day has passed; an answer is settled once who asked took note of it. */
export const REQUEST_STATES = ["open", "late", "answered", "settled", "withdrawn"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const requestFilter = z.object({
  side: oneOf(SIDES, { label: "request_side_label", says: "request_side" }),
  state: oneOf(REQUEST_STATES, { label: "list_status", says: "request_state" }),
  ...paging(CURSORS.dayAndId),
});

export type RequestFilter = Filter<typeof requestFilter>;
