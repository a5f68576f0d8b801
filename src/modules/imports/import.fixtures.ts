import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { writeCsv } from "#platform/workbook.server.ts";
import { commitImport, readKept, readSent, tryImport, writeAll } from "./import.commands.server.ts";
import { findTold, listProblems } from "./import.queries.server.ts";
import type { ImportKind } from "./column.model.ts";

/** Tries a workbook and gives its account: rows, created, updated, skipped, refused. */
export async function attempt(actor: Actor, bytes: Uint8Array, kind: ImportKind = "activities", name = "tệp.xlsx") {
  const read = await readSent(actor, { kind, name, bytes });
  const id = await inWork(actor, (work) => tryImport(work, read));
  return inReading(actor, async (work) => {
    const row = await findTold(work, id);
    if (!row) throw new Error("no import");
    return {
      id,
      account: [row.rows, row.created, row.updated, row.skipped, row.refused],
      remarks: row.remarks,
      columns: row.columns,
      problems: await listProblems(work, id),
    };
  });
}
/** Writes a tried import, as the worker does. */
export async function write(actor: Actor, id: string) {
  await inWork(actor, (work) => commitImport(work, id));
  const read = await readKept(actor, id);
  if (read) await inWork(actor, (work) => writeAll(work, actor, id, read));
}

/** Tries and writes a list, and gives what it said; what was tried must be what is written. */
export async function bringIn(actor: Actor, rows: string[][], kind: ImportKind = "activities") {
  const tried = await attempt(actor, writeCsv(rows), kind, "a.csv");
  await write(actor, tried.id);
  const row = await inReading(actor, (work) => findTold(work, tried.id));
  const written = [row?.rows, row?.created, row?.updated, row?.skipped, row?.refused];
  if (String(written) !== String(tried.account))
    throw new Error(`tried ${tried.account.join()}, written ${written.join()}`);
  return tried;
}
