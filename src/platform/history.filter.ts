import { z } from "zod";
import type { Filter } from "./filter.ts";
import { CURSORS, dayOr, oneOf, paging, text } from "./filter.ts";
import { kindsWith } from "./kinds.ts";
import { addDays, today } from "./time.ts";

export const logFilter = z.object({
  from: dayOr("log_from", () => addDays(today(), -30)),
  to: dayOr("log_to", today),
  who: text("log_who"),
  kind: oneOf(kindsWith("logged"), { label: "log_kind_label", says: "kind" }),
  ...paging(CURSORS.number),
});

/** What happened to one record. */
export const pastFilter = z.object({ ...paging(CURSORS.number) });

export type LogFilter = Filter<typeof logFilter> & { from: string; to: string; limit: number };
