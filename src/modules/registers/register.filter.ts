import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, oneOf, paging, recordId, search, unitPath, year } from "#platform/filter.ts";
import { PAPER_KINDS } from "./register.model.ts";

/** What the book shows beside papers that stand. */
export const STANDING = ["registered", "cancelled", "unused"] as const;
const ORDERS = ["book"] as const;

export const registerFilter = z.object({
  q: search(),
  kind: oneOf(PAPER_KINDS, { label: "register_kind", says: "paper_kind" }),
  year: year(),
  status: oneOf(STANDING, { label: "list_status", says: "register_status" }),
  order: oneOf(ORDERS, { label: "register_order", says: "register_order_of", blank: "register_order_newest" }),
  record: recordId({ label: "register_record", says: "register_record_one" }),
  unit_path: unitPath(),
  ...paging(CURSORS.bookAndId),
});

export type RegisterFilter = Filter<typeof registerFilter>;
