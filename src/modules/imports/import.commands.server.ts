import { sql } from "kysely";
import { findActor } from "#modules/access/access.queries.server.ts";
import { takeBack } from "#modules/exchanges/exchange.commands.server.ts";
import type { BulkRow, Count } from "#platform/bulk.server.ts";
import { cleanLine } from "#platform/clean.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork, lockRow } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { keepBytes, readBytes } from "#platform/files.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { ownRights, recordHistory, rightsOf } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { log } from "#platform/log.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { canImport } from "./import.policy.ts";
import { findImport, listChanged, listInterrupted } from "./import.queries.server.ts";
import type { ImportKind } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";
import type { Problem } from "./row.server.ts";
import { readLists, readRow } from "./row.server.ts";
import { openSheet } from "./open-sheet.server.ts";
import type { SheetRow } from "./sheet-rows.server.ts";

const NOTHING: SheetRow = { number: 0, cells: [], formulas: [], fractions: [] };
const PAGE = 5000;
const MOST_PROBLEMS = 5000;

type Understood = {
  rows: BulkRow[];
  problems: Problem[];
  total: number;
  repeated: number;
  columns: Record<string, number>;
  remarks: string[];
};

/** Reads the workbook and says what would happen; writes nothing but its own account. Returns the import's id. */
export async function tryImport(
  work: Work,
  given: { kind: ImportKind; name: string; bytes: Uint8Array },
): Promise<string> {
  requirePermission(canImport(work.actor));
  const read = await understand(work, given);
  await expectMany(work);
  const count = { created: 0, updated: 0, skipped: read.repeated };
  for (let at = 0; at < read.rows.length; at += PAGE)
    add(count, await IMPORTABLE[given.kind].attempt(work, read.rows.slice(at, at + PAGE)));
  const refused = new Set(read.problems.map((one) => one.row)).size;
  const rights = ownRights(work, "unit");
  const made = await work.trx
    .insertInto("import")
    .values({
      kind: given.kind,
      status: "tried",
      file_name: cleanLine(given.name).slice(0, 200),
      file_sha256: await keepBytes(given.bytes),
      mapping: JSON.stringify(read.columns),
      remarks: read.remarks,
      rows: read.total,
      ...count,
      refused,
      created_by: work.actor.userId ?? null,
      ...rights,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertMany(
    work,
    "import_problem",
    read.problems.slice(0, MOST_PROBLEMS).map((one) => ({
      import_id: made.id,
      row_number: one.row,
      column_name: one.column,
      message: one.message,
      ...rightsOf(made),
    })),
  );
  await recordHistory(work, {
    subject: ["import", made.id],
    action: "tried",
    rights: made,
    after: { file: made.file_name, rows: read.total, ...count, refused },
  });
  return made.id;
}

/** Hands a tried import to the worker; refused rows stay out. */
export async function commitImport(work: Work, importId: string): Promise<void> {
  const row = await lockImport(work, importId, "tried");
  await work.trx
    .updateTable("import")
    .set({ status: "committing", processed: 0 })
    .where("import.id", "=", importId)
    .execute();
  await recordHistory(work, { subject: ["import", importId], action: "committed", rights: row });
  await enqueue(work, "import.commit", { import_id: importId });
}

/** The worker's part: everything in one transaction, so that a process that dies in the middle leaves nothing half done. */
export async function runCommit(details: Record<string, unknown>): Promise<void> {
  const importId = String(details.import_id);
  const actor = await findImporter(importId);
  if (!actor) return;
  try {
    await inWork(actor, (work) => writeAll(work, actor, importId));
  } catch (cause) {
    log("error", "an import failed", { import: importId, cause: (cause as Error).message });
    const failure =
      cause instanceof RuleError
        ? (wordsFor(cause.code, cause.details) ?? cause.code)
        : (wordsFor("import_failed") ?? "");
    await inWork(actor, (work) =>
      work.trx
        .updateTable("import")
        .set({ status: "failed", failure })
        .where("import.id", "=", importId)
        .where("import.status", "=", "committing")
        .execute(),
    );
  }
}

/** Whoever began it, with today's rights in the unit it was begun for. */
async function findImporter(importId: string): Promise<Actor | undefined> {
  const row = await inReading(system, (work) => findImport(work, importId));
  const anyActor = row?.created_by ? await findActor(row.created_by, undefined) : undefined;
  const appointment = anyActor?.appointments.find((one) => one.unitId === row?.unit_id);
  return row?.created_by && appointment ? findActor(row.created_by, appointment.id) : undefined;
}

/** After a crash: what was being written is taken up again. A copy that still writes keeps its lock, so nothing is done twice. */
export async function resumeImports(work: Work): Promise<void> {
  for (const row of await listInterrupted(work)) await enqueue(work, "import.commit", { import_id: row.id });
}

export async function writeAll(work: Work, actor: Actor, importId: string): Promise<void> {
  const locked = await sql<{
    mine: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${importId}, 0)) as mine`.execute(work.trx);
  const row = requireRow(await findImport(work, importId));
  if (!locked.rows[0]?.mine || row.status !== "committing") return;
  const kind = row.kind as ImportKind;
  const read = await understand(work, { kind, name: row.file_name, bytes: await readBytes(row.file_sha256) });
  await expectMany(work);
  const count = { created: 0, updated: 0, skipped: read.repeated };
  for (let at = 0; at < read.rows.length; at += PAGE) {
    add(count, await writePage(work, row, read.rows.slice(at, at + PAGE)));
    // Seen at once by whoever waits, in a transaction of its own.
    await inWork(actor, (beside) =>
      beside.trx
        .updateTable("import")
        .set({ processed: Math.min(at + PAGE, read.rows.length) })
        .where("import.id", "=", importId)
        .execute(),
    );
  }
  await work.trx
    .updateTable("import")
    .set({ status: "committed", ...count, processed: read.total, finished_at: sql<Date>`now()` })
    .where("import.id", "=", importId)
    .execute();
}

/** Writes these rows and keeps what the changed ones held before, so that the import can be taken back. */
async function writePage(work: Work, row: Rights & { id: string; kind: string }, rows: BulkRow[]): Promise<Count> {
  const { made, changed, skipped } = await IMPORTABLE[row.kind as ImportKind].write(work, row.id, rows);
  const kept = changed.map((one) => ({
    import_id: row.id,
    record_id: one.id,
    before: JSON.stringify(one.before),
    ...rightsOf(row),
  }));
  await insertMany(work, "import_before", kept);
  return { created: made.length, updated: changed.length, skipped };
}

/** Statistics know nothing of the rows this very transaction writes; comparing each with each would take minutes. */
async function expectMany(work: Work): Promise<void> {
  await work.client.query("set local enable_nestloop = off");
}

/** Takes a committed import back as a whole. */
export async function undoImport(work: Work, importId: string): Promise<void> {
  const row = await lockImport(work, importId, "committed");
  await takeBack(work, importId);
  await IMPORTABLE[row.kind as ImportKind].undo(work, importId, listChanged(work, importId));
  await work.trx.updateTable("import").set({ status: "undone" }).where("import.id", "=", importId).execute();
  await recordHistory(work, { subject: ["import", importId], action: "undone", rights: row });
}

async function lockImport(work: Work, importId: string, status: "tried" | "committed") {
  await lockRow(work, "import", importId);
  const row = requireRow(await findImport(work, importId));
  requirePermission(canImport(work.actor));
  if (row.status !== status) throw new RuleError("rule_import_state");
  return row;
}

async function understand(
  work: Work,
  given: { kind: ImportKind; name: string; bytes: Uint8Array },
): Promise<Understood> {
  const { set } = IMPORTABLE[given.kind];
  const { sheet, columns, remarks } = await openSheet(set, given);
  const lists = await readLists(work);
  const problems: Problem[] = [];
  const rows: BulkRow[] = [];
  const seen = new Set<string>();
  let total = 0;
  let repeated = 0;
  for (let at = sheet.heading + 1; at < sheet.rows.length; at += 1) {
    const row = sheet.rows[at] ?? NOTHING;
    // What was read is let go at once: a workbook of 100,000 rows stays within 512 MB.
    sheet.rows[at] = NOTHING;
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    total += 1;
    // Others are answered while a large workbook is read.
    if (total % 2000 === 0) await new Promise((resolve) => setImmediate(resolve));
    const found: Problem[] = [];
    const read = readRow({ row, lists, problems: found, set, columns });
    problems.push(...found);
    if (!read) continue;
    const key = `${read.unit.id} ${read.key}`;
    if (seen.has(key)) repeated += 1;
    else rows.push(read);
    seen.add(key);
  }
  if (total === 0) throw new RuleError("rule_import_empty");
  if (repeated > 0) remarks.push(wordsFor("import_repeated", { count: repeated }) ?? "");
  return { rows, problems, total, repeated, columns, remarks };
}

function add(sum: Count, part: Count) {
  sum.created += part.created;
  sum.updated += part.updated;
  sum.skipped += part.skipped;
}
