import { sql } from "kysely";
import type { Before } from "./bulk-compare.server.ts";
import { KEPT_COLUMNS, called, lineOf, readAll } from "./bulk-compare.server.ts";
import type { Changed } from "./bulk.server.ts";
import type { ColumnSet } from "./columns.ts";
import { tableColumns } from "./columns.ts";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import { recordMany } from "./history.server.ts";
import { packetsOf, updateMany } from "./packets.server.ts";

/** A record that undo left as it stands: who touched it last, or that others refer to it. */
export type Remained = { id: string; name: string; who: string | undefined };

type Undone = { remained: Remained[]; restored: string[] };

/** An import that is taken back, and what the records that it changed held before. */
type Undoing = { importId: string; changed: AsyncIterable<Changed[]> };

/**
 * Takes back what nobody touched since: what the import made goes, what it changed is as it was, under a version that no open form
 * has. The rest stays as it stands and is named.
 */
export async function undoMany(work: Work, set: ColumnSet, { importId, changed }: Undoing): Promise<Undone> {
  const undone: Undone = { remained: [], restored: [] };
  const made = await work.client.query<{ id: string }>(
    `select id from "${set.table}" where import_id = $1 order by id`,
    [importId],
  );
  for (const packet of packetsOf(made.rows.map((row) => row.id))) {
    const { free, touched } = await lockUntouched(work, set, { ids: packet, importId, own: 0 });
    const gone = new Set(await removeAll(work, set, free));
    await tellUndone(
      work,
      set,
      free.filter((one) => gone.has(one.id)),
    );
    undone.remained.push(...touched);
    for (const one of free) if (!gone.has(one.id)) undone.remained.push({ ...called(set, one), who: undefined });
  }
  for await (const packet of changed) {
    const ids = packet.map((one) => one.id);
    const { free, touched } = await lockUntouched(work, set, { ids, importId, own: 1 });
    const befores = new Map(packet.map(({ id, before }) => [id, before]));
    await tellUndone(work, set, free, befores);
    const rows = free.map(({ id, version }) => ({ ...befores.get(id), id, version: version + 1 }));
    await updateMany(work, set.table, [...tableColumns(set), ...KEPT_COLUMNS], rows);
    undone.remained.push(...touched);
    undone.restored.push(...free.map((one) => one.id));
  }
  return undone;
}

/** `own`: how many changes of a record are the import's. */
type Asked = { ids: string[]; importId: string; own: 0 | 1 };

/** The records that are as the import left them, kept from others until this work ends, and those that are not. */
async function lockUntouched(work: Work, set: ColumnSet, { ids, importId, own }: Asked) {
  const there = await readAll(work, set, "id = any($1::uuid[]) order by id for update", [ids]);
  // Asked after the lock: whoever was writing has written, and their line is there.
  const touches = new Map((await listTouches(work, { ids, importId, own })).map((one) => [one.id, one.who]));
  const touched = there.flatMap((one) =>
    touches.has(one.id) ? [{ ...called(set, one), who: touches.get(one.id) }] : [],
  );
  return { free: there.filter((one) => !touches.has(one.id)), touched };
}

/**
 * Who wrote to these records since the import was begun, the last of each. Its own lines are no touch, nor those of a later import
 * that was taken back; one that stands is. Reading a passport changes nothing. The whole history is asked, whoever may read it.
 */
async function listTouches(work: Work, { ids, importId, own }: Asked): Promise<{ id: string; who: string }[]> {
  const lines = await asSystem(
    work,
    sql<{ id: string; who: string | null; importer: string | null; standing: number }>`
      select line.subject_id as id,
        (array_agg(line.user_name order by line.id desc) filter (where line.action not in ('read_personal', 'imported', 'import_updated', 'import_undone')))[1] as who,
        (array_agg(line.user_name order by line.id desc) filter (where line.action = 'import_updated'))[1] as importer,
        (count(*) filter (where line.action = 'import_updated') - count(*) filter (where line.action = 'import_undone'))::int as standing
      from history as line
      where line.subject_id = any(${ids}::uuid[])
        and line.id > coalesce((select max(begun.id) from history as begun
          where begun.subject_id = ${importId}::uuid and begun.action = 'committed'), 0)
      group by line.subject_id`.compile(work.trx),
  );
  return lines.flatMap(({ id, who, importer, standing }) => {
    const last = who ?? (standing > own ? importer : null);
    return last === null ? [] : [{ id, who: last }];
  });
}

const CANNOT_GO = /^(23503|23001)$/;

/** Removes records and says which are gone; what another record refers to stays. */
async function removeAll(work: Work, set: ColumnSet, records: Before[]): Promise<string[]> {
  if (records.length === 0) return [];
  await work.client.query("savepoint undoing");
  try {
    const gone = await work.client.query<{ id: string }>(
      `delete from "${set.table}" where id = any($1::uuid[]) returning id`,
      [records.map((one) => one.id)],
    );
    await work.client.query("release savepoint undoing");
    return gone.rows.map((one) => one.id);
  } catch (cause) {
    if (!CANNOT_GO.test((cause as { code?: string }).code ?? "")) throw cause;
    await work.client.query("rollback to savepoint undoing");
    if (records.length === 1) return [];
    const half = Math.ceil(records.length / 2);
    // By halves: a few that stay among thousands cost a few tries, not thousands.
    const first = await removeAll(work, set, records.slice(0, half));
    return [...first, ...(await removeAll(work, set, records.slice(half)))];
  }
}

/** What is gone stands in its line whole; what goes back to what it was, with that. */
async function tellUndone(work: Work, set: ColumnSet, rows: Before[], back?: Map<string, object>): Promise<void> {
  const names = tableColumns(set).map((column) => column.name);
  const lines = rows.map((before) => {
    const row = back?.get(before.id) as Record<string, unknown> | undefined;
    const after = row && Object.fromEntries(names.map((name) => [name, row[name]]));
    return { ...lineOf(set, before, "import_undone"), before, after };
  });
  await recordMany(work, lines);
}
