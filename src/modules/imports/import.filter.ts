import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, flag, oneOf, paging } from "#platform/filter.ts";
import { IMPORT_KINDS } from "./column.model.ts";

const STATUSES = ["trying", "tried", "committing", "committed", "undone", "failed"] as const;

export const importFilter = z.object({
  kind: oneOf(IMPORT_KINDS, { label: "list_kind", says: "nav_" }),
  status: oneOf(STATUSES, { label: "list_status", says: "import_status" }),
  ...paging(CURSORS.id),
});

export type ImportFilter = Filter<typeof importFilter>;

/** What stands in the address of an upload beside the file; `try` writes nothing. */
export const uploadQuery = z.object({
  kind: oneOf(IMPORT_KINDS, { label: "list_kind", says: "nav_" }),
  try: flag({ label: "import_try", says: "import_try" }),
});
