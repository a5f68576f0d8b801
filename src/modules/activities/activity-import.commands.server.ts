import type { BulkRow, Changed, Count, Written } from "#platform/bulk.server.ts";
import { tryMany, undoMany, writeMany } from "#platform/bulk.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { rightsOf } from "#platform/history.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { ACTIVITY_COLUMNS } from "./activity.columns.ts";
import { levelOf } from "./activity.model.ts";
import { canRecord } from "./activity.policy.ts";

/** What importing these rows would do, without writing. */
export async function tryActivities(work: Work, rows: BulkRow[]): Promise<Count> {
  requirePermission(canRecord(work.actor));
  return tryMany(work, ACTIVITY_COLUMNS, rows);
}

/** Records them as held, each with its unit as lead host. */
export async function importActivities(work: Work, importId: string, rows: BulkRow[]): Promise<Written> {
  requirePermission(canRecord(work.actor));
  const making = ({ unit }: BulkRow) => ({ status: "held", level: levelOf(unit.kind), host_paths: [unit.path] });
  const written = await writeMany(work, ACTIVITY_COLUMNS, { importId, rows, visibility: "union", making });
  await insertMany(
    work,
    "activity_host",
    written.made.map((one) => ({ activity_id: one.id, host_unit_id: one.unit_id, is_lead: true, ...rightsOf(one) })),
  );
  return written;
}

export async function undoActivities(work: Work, importId: string, changed: AsyncIterable<Changed[]>): Promise<void> {
  await undoMany(work, ACTIVITY_COLUMNS, { importId, changed });
}
