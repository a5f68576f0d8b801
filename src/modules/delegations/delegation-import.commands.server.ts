import type { BulkRow, Changed, Count, Written } from "#platform/bulk.server.ts";
import { tryMany, undoMany, writeMany } from "#platform/bulk.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { DELEGATION_COLUMNS } from "./delegation.columns.ts";
import { canPropose } from "./delegation.policy.ts";

/** What importing these rows would do, without writing. */
export async function tryDelegations(work: Work, rows: BulkRow[]): Promise<Count> {
  requirePermission(canPropose(work.actor));
  return tryMany(work, DELEGATION_COLUMNS, rows);
}

/** Files them as visits of the past. */
export async function importDelegations(work: Work, importId: string, rows: BulkRow[]): Promise<Written> {
  requirePermission(canPropose(work.actor));
  const making = () => ({ status: "archived" });
  return writeMany(work, DELEGATION_COLUMNS, { importId, rows, visibility: "unit", making });
}

export async function undoDelegations(work: Work, importId: string, changed: AsyncIterable<Changed[]>): Promise<void> {
  await undoMany(work, DELEGATION_COLUMNS, { importId, changed });
}
