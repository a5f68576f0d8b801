import { sql } from "kysely";
import { wordOfMachine } from "#platform/away.server.ts";
import { findActor } from "#modules/access/access.queries.server.ts";
import type { BulkRow, Count, Note, Written } from "#platform/bulk.server.ts";
import { sum, waitForOthers } from "#platform/bulk.server.ts";
import { cleanLine } from "#platform/clean.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork, lockRow } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { keepBytes, readBytes } from "#platform/files.server.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { ownRights, recordHistory, rightsOf } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { log } from "#platform/log.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import type { ImportKind } from "./column.model.ts";
import type { SentFile } from "./open-sheet.server.ts";
import { canImport } from "./import.policy.ts";
import { findImport, listChanged, listInterrupted } from "./import.queries.server.ts";
import { IMPORTABLE } from "./importable.server.ts";
import { rangesOf } from "./lines.model.ts";
import { keepProblems, problemsOf, remainedProblem } from "./problem.server.ts";
import type { Told } from "./told.server.ts";
import { kept } from "./told.server.ts";
import type { Understood } from "./understand.server.ts";
import { understand } from "./understand.server.ts";

const PAGE = 5000;

/** A file that was sent and what was understood of it. */
export type ReadFile = SentFile & { read: Understood };

/** Reads a file that was sent. It may take a minute, so it comes before the unit of work: whoever waits holds no connection. */
export async function readSent(actor: Actor, sent: SentFile): Promise<ReadFile> {
  requirePermission(canImport(actor));
  return { ...sent, read: await understand(actor, sent) };
}

/** Says what writing a file would do; writes nothing but its own account. Returns the import's id. */
export async function tryImport(work: Work, given: SentFile | ReadFile): Promise<string> {
  requirePermission(canImport(work.actor));
  const { read } = "read" in given ? given : await readSent(work.actor, given);
  await expectMany(work);
  const { count, notes, same } = await IMPORTABLE[given.kind].attempt(work, read.rows);
  const account = accountOf(read, count, same);
  const rights = ownRights(work, "unit");
  const made = await work.trx
    .insertInto("import")
    .values({
      kind: given.kind,
      status: "tried",
      file_name: cleanLine(given.name).slice(0, 200),
      file_sha256: await keepBytes(given.bytes),
      mapping: JSON.stringify(read.columns),
      headings: read.headings,
      rows: read.total,
      ...account,
      created_by: work.actor.userId ?? null,
      ...rights,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await keepProblems(work, made, [...read.problems, ...(await problemsOf(work, notes))]);
  const { told: _told, ...counted } = account;
  await recordHistory(work, {
    subject: ["import", made.id],
    action: "tried",
    rights: made,
    after: { file: made.file_name, rows: read.total, ...counted },
  });
  return made.id;
}

/** What an import says of itself: rows = created + updated + skipped + refused. */
function accountOf(read: Understood, count: Count, same: number[]) {
  const refused = new Set(read.problems.flatMap((one) => (one.kind === "refused" ? [one.row] : []))).size;
  const repeated = read.problems.filter((one) => one.kind === "repeated").length;
  const details = { count: same.length, lines: rangesOf(same) };
  return {
    ...count,
    skipped: count.skipped + repeated,
    refused: count.refused + refused,
    told: kept([...read.remarks, ...(same.length > 0 ? [{ code: "import_same", details }] : [])]),
  };
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

/** What this process writes just now. */
const underWay = new Set<string>();

/** The worker's part: everything in one transaction, so that a process that dies in the middle leaves nothing half done. */
export async function runCommit(details: Record<string, unknown>): Promise<void> {
  const importId = String(details.import_id);
  if (underWay.has(importId)) return;
  underWay.add(importId);
  await commitOne(importId).finally(() => underWay.delete(importId));
}

async function commitOne(importId: string): Promise<void> {
  const actor = await findImporter(importId);
  if (!actor) return;
  try {
    const read = await readKept(actor, importId);
    if (read) await inWork(actor, (work) => writeAll(work, actor, importId, read));
  } catch (cause) {
    // What the machine cannot do for now is no fault of the file: it is taken up again.
    if (wordOfMachine(cause)) throw cause;
    await endFailed(actor, importId, cause as Error);
  }
}

async function endFailed(actor: Actor, importId: string, cause: Error): Promise<void> {
  log("error", "an import failed", { import: importId, cause: cause.message });
  const rule = cause instanceof RuleError ? cause : undefined;
  const failed: Told = { code: rule?.code ?? "import_failed", details: rule?.details ?? {} };
  await inWork(actor, (work) => {
    alsoWritten(work, "import", importId);
    return work.trx
      .updateTable("import")
      .set({ status: "failed", failed: kept(failed) })
      .where("import.id", "=", importId)
      .where("import.status", "=", "committing")
      .execute();
  });
}

/** Whoever began it, with today's rights in the unit it was begun for. */
async function findImporter(importId: string): Promise<Actor | undefined> {
  const row = await inReading(system, (work) => findImport(work, importId));
  const anyActor = row?.created_by ? await findActor(row.created_by, undefined) : undefined;
  const appointment = anyActor?.appointments.find((one) => one.unitId === row?.unit_id);
  return row?.created_by && appointment ? findActor(row.created_by, appointment.id) : undefined;
}

/**
 * Takes up what is to be written and is not: after a crash, or where the database went away. It goes past the queue, in which each start would
 * leave one more of the same; another copy of the application that still writes one keeps its lock, so nothing is done twice.
 */
export async function resumeImports(): Promise<void> {
  for (const { id } of await inReading(system, listInterrupted)) await runCommit({ import_id: id });
}

/** The file of an import that waits to be written, read once more: what it is compared with may have changed since it was tried. */
export async function readKept(actor: Actor, importId: string): Promise<Understood | undefined> {
  const row = await inReading(actor, (work) => findImport(work, importId));
  if (row?.status !== "committing") return undefined;
  return understand(actor, {
    kind: row.kind as ImportKind,
    name: row.file_name,
    bytes: await readBytes(row.file_sha256),
  });
}

export async function writeAll(work: Work, actor: Actor, importId: string, read: Understood): Promise<void> {
  const locked = await sql<{
    mine: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${importId}, 0)) as mine`.execute(work.trx);
  const row = requireRow(await findImport(work, importId));
  if (!locked.rows[0]?.mine || row.status !== "committing") return;
  const kind = row.kind as ImportKind;
  await expectMany(work);
  await waitForOthers(work, IMPORTABLE[kind].set);
  const found = new Map<string, number>();
  const notes: Note[] = [];
  const same: number[] = [];
  let count: Count = { created: 0, updated: 0, skipped: 0, refused: 0 };
  for (let at = 0; at < read.rows.length; at += PAGE) {
    const written = await writePage(work, row, read.rows.slice(at, at + PAGE), found);
    count = sum(count, written.count);
    notes.push(...written.notes);
    same.push(...written.same);
    // Seen at once by whoever waits, in a transaction of its own.
    await inWork(actor, (beside) =>
      beside.trx
        .updateTable("import")
        .set({ processed: Math.min(at + PAGE, read.rows.length) })
        .where("import.id", "=", importId)
        .execute(),
    );
  }
  alsoWritten(work, "import", importId);
  await work.trx
    .updateTable("import")
    .set({
      status: "committed",
      ...accountOf(read, count, same),
      processed: read.total,
      finished_at: sql<Date>`now()`,
    })
    .where("import.id", "=", importId)
    .execute();
  // What was tried may have been said of other records than there are now.
  await work.trx.deleteFrom("import_problem").where("import_problem.import_id", "=", importId).execute();
  await keepProblems(work, row, [...read.problems, ...(await problemsOf(work, notes))]);
}

/** Writes these rows and keeps what the changed ones held before, so that the import can be taken back. */
async function writePage(
  work: Work,
  row: Rights & { id: string; kind: string },
  rows: BulkRow[],
  found: Map<string, number>,
): Promise<Written> {
  const written = await IMPORTABLE[row.kind as ImportKind].write(work, row.id, rows, found);
  const before = written.changed.map((one) => ({
    import_id: row.id,
    record_id: one.id,
    before: JSON.stringify(one.before),
    ...rightsOf(row),
  }));
  await insertMany(work, "import_before", before);
  return written;
}

/** Statistics know nothing of the rows this very transaction writes; comparing each with each would take minutes. */
async function expectMany(work: Work): Promise<void> {
  await work.client.query("set local enable_nestloop = off");
  await work.client.query("set local enable_seqscan = off");
}

/** Takes back what nobody touched since; what remains is named in the import's account. */
export async function undoImport(work: Work, importId: string): Promise<void> {
  const row = await lockImport(work, importId, "committed");
  const kind = IMPORTABLE[row.kind as ImportKind];
  await waitForOthers(work, kind.set);
  const remained = await kind.undo(work, importId, listChanged(work, importId));
  await keepProblems(work, row, remained.map(remainedProblem));
  await work.trx.updateTable("import").set({ status: "undone" }).where("import.id", "=", importId).execute();
  await recordHistory(work, {
    subject: ["import", importId],
    action: "undone",
    rights: row,
    after: { file: row.file_name, remained: remained.length },
  });
}

async function lockImport(work: Work, importId: string, status: "tried" | "committed") {
  await lockRow(work, "import", importId);
  const row = requireRow(await findImport(work, importId));
  requirePermission(canImport(work.actor));
  if (row.status !== status) throw new RuleError("rule_import_state");
  return row;
}
