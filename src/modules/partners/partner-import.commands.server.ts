import type { BulkRow, Changed, Count, Written } from "#platform/bulk.server.ts";
import { tryMany, undoMany, writeMany } from "#platform/bulk.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { rightsOf } from "#platform/history.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { PARTNER_COLUMNS } from "./partner.columns.ts";
import { canRegister } from "./partner.policy.ts";

/** What importing these rows would do, without writing. */
export async function tryPartners(work: Work, rows: BulkRow[]): Promise<Count> {
  requirePermission(canRegister(work.actor));
  return tryMany(work, PARTNER_COLUMNS, rows);
}

/** Enters them in the register, each with its official name among its names. */
export async function importPartners(work: Work, importId: string, rows: BulkRow[]): Promise<Written> {
  requirePermission(canRegister(work.actor));
  const making = ({ values }: BulkRow) => ({ last_contact_on: values.first_contact_on });
  const written = await writeMany(work, PARTNER_COLUMNS, { importId, rows, visibility: "union", making });
  const names = written.made.map((one) => ({
    partner_id: one.id,
    name: String(one.row.values.name),
    language: "en",
    kind: "official",
    ...rightsOf(one),
  }));
  await insertMany(work, "partner_name", names);
  return written;
}

/** A partner with whom something was done since stays. */
export async function undoPartners(work: Work, importId: string, changed: AsyncIterable<Changed[]>): Promise<void> {
  const used = await work.trx
    .selectFrom("partner_event")
    .innerJoin("partner", "partner.id", "partner_event.partner_id")
    .select("partner_event.id")
    .where("partner.import_id", "=", importId)
    .limit(1)
    .execute();
  if (used.length > 0) throw new RuleError("rule_import_in_use");
  await undoMany(work, PARTNER_COLUMNS, { importId, changed });
}
