import { z } from "zod";
import type { Filter } from "./filter.ts";
import { CURSORS, dayOr, oneOf, paging, text } from "./filter.ts";
import { addDays, today } from "./time.ts";

/** Whose lines can be asked for; a part of a record is told with its record. */
const HISTORY_KINDS = [
  "delegation",
  "activity",
  "partner",
  "aid_project",
  "unit",
  "import",
  "appointment",
  "invitation",
  "signature",
  "token",
  "report",
  "report_text",
  "delegation_route",
  "activity_series",
] as const;

export const logFilter = z.object({
  from: dayOr("log_from", () => addDays(today(), -30)),
  to: dayOr("log_to", today),
  who: text("log_who"),
  kind: oneOf(HISTORY_KINDS, { label: "log_kind_label", says: "log_kind" }),
  ...paging(CURSORS.number),
});

export type LogFilter = Filter<typeof logFilter> & { from: string; to: string; limit: number };
