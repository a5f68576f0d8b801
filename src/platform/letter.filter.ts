import { z } from "zod";
import type { Filter } from "./filter.ts";
import { CURSORS, oneOf, paging, text } from "./filter.ts";

/** How a letter stands; `failed` are those that somebody should look at. */
const LETTER_STATES = ["waiting", "sending", "sent", "refused", "given_up", "uncertain", "withheld"] as const;
export const letterFilter = z.object({
  state: oneOf([...LETTER_STATES, "failed"], { label: "letter_state_label", says: "letter_state" }),
  to: text("letter_to"),
  ...paging(CURSORS.id),
});
export type LetterFilter = Filter<typeof letterFilter> & { limit: number };

export const resendForm = z.object({});
