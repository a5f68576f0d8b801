import { z } from "zod";
import type { Filter } from "./filter.ts";
import { CURSORS, dayOr, oneOf, paging, text } from "./filter.ts";
import { KINDS_SAID } from "./security-kinds.ts";
import { addDays, today } from "./time.ts";

export const securityFilter = z.object({
  from: dayOr("log_from", () => addDays(today(), -30)),
  to: dayOr("log_to", today),
  who: text("security_who"),
  address: text("security_address"),
  kind: oneOf(KINDS_SAID, { label: "security_kind_label", says: "security_kind" }),
  ...paging(CURSORS.number),
});

export type SecurityFilter = Filter<typeof securityFilter> & { from: string; to: string; limit: number };

/** What a report of a breach is made of. */
export const breachFilter = securityFilter.pick({ from: true, to: true, who: true, address: true });
export type BreachFilter = Filter<typeof breachFilter> & { from: string; to: string };
