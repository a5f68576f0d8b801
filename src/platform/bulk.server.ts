import type { Actor } from "./actor.ts";
import type { ColumnSet, Value } from "./columns.ts";
import { tableColumns } from "./columns.ts";
import type { Work } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import type { HistoryLine, Rights } from "./history.server.ts";
import { recordMany, unitRights } from "./history.server.ts";
import { newId } from "./id.ts";
import { isObject } from "./names.ts";
import { insertMany, packetsOf, updateMany } from "./packets.server.ts";

/** A row to be written: known again by its unit and key, with a value for each column that its set declares. */
export type BulkRow = {
  unit: { id: string; path: string; kind: string };
  key: string;
  values: Record<string, Value>;
};

export type Count = { created: number; updated: number; skipped: number };

/** A record that is changed, and all that it held before. */
export type Changed = { id: string; before: Record<string, unknown> };

type Made = Rights & { id: string; row: BulkRow };

export type Written = { made: Made[]; changed: Changed[]; skipped: number };

/** What one import writes to a table; `making` gives what only the module knows of a record that is new. */
export type Bulk = {
  importId: string;
  rows: BulkRow[];
  visibility: Rights["visibility"];
  making: (row: BulkRow) => Record<string, unknown>;
};

/** How the records of one kind come in from a sheet: what its module alone knows. */
type Importing = Pick<Bulk, "visibility" | "making"> & {
  set: ColumnSet;
  may(this: void, actor: Actor): boolean;
  /** What else the new records need. */
  follow?(this: void, work: Work, made: Made[]): Promise<void>;
  /** Refuses to take back what may not go any more. */
  checkUndo?(this: void, work: Work, importId: string): Promise<void>;
};

/** What `imports` does with a kind: say what would happen, write, take back. */
export type Importable = ReturnType<typeof importing>;
export function importing({ set, may, visibility, making, follow, checkUndo }: Importing) {
  return {
    set,
    attempt: async (work: Work, rows: BulkRow[]): Promise<Count> => {
      requirePermission(may(work.actor));
      return tryMany(work, set, rows);
    },
    write: async (work: Work, importId: string, rows: BulkRow[]): Promise<Written> => {
      requirePermission(may(work.actor));
      const written = await writeMany(work, set, { importId, rows, visibility, making });
      await follow?.(work, written.made);
      return written;
    },
    undo: async (work: Work, importId: string, changed: AsyncIterable<Changed[]>): Promise<void> => {
      await checkUndo?.(work, importId);
      await undoMany(work, set, { importId, changed });
    },
  };
}

const VERSION = { name: "version", type: "integer" };

/** What writing these rows would do. */
export async function tryMany(work: Work, set: ColumnSet, rows: BulkRow[]): Promise<Count> {
  const count = { created: 0, updated: 0, skipped: 0 };
  for (const packet of packetsOf(rows)) {
    const { fresh, changed, skipped } = await compare(work, set, packet, "");
    count.created += fresh.length;
    count.updated += changed.length;
    count.skipped += skipped;
  }
  return count;
}

/** Makes the records that are not there yet and changes those that differ, with a line of history for each. */
export async function writeMany(work: Work, set: ColumnSet, bulk: Bulk): Promise<Written> {
  const written: Written = { made: [], changed: [], skipped: 0 };
  for (const packet of packetsOf(bulk.rows)) {
    const { fresh, changed, skipped } = await compare(work, set, packet, "for update");
    written.made.push(...(await makeAll(work, set, { ...bulk, rows: fresh })));
    written.changed.push(...(await changeAll(work, set, changed)));
    written.skipped += skipped;
  }
  return written;
}

/** Takes an import back as a whole: what it made goes, what it changed is as it was, under a version that no open form has. */
export async function undoMany(
  work: Work,
  set: ColumnSet,
  { importId, changed }: { importId: string; changed: AsyncIterable<Changed[]> },
): Promise<void> {
  const { table } = set;
  const made = await work.client.query<{ id: string }>(`select id from "${table}" where import_id = $1`, [importId]);
  for (const packet of packetsOf(made.rows.map((row) => row.id))) {
    const gone = await work.client.query<{ before: Before }>(
      `delete from "${table}" where id = any($1::uuid[]) returning to_jsonb("${table}") as before`,
      [packet],
    );
    await tellUndone(
      work,
      set,
      gone.rows.map((row) => row.before),
    );
  }
  for await (const packet of changed) {
    const there = await readAll(work, set, "id = any($1::uuid[]) for update", [packet.map((one) => one.id)]);
    await tellUndone(work, set, there, new Map(packet.map((one) => [one.id, one.before])));
    const versions = new Map(there.map((one) => [one.id, one.version + 1]));
    const rows = packet.map(({ id, before }) => ({ ...before, id, version: versions.get(id) }));
    await updateMany(work, table, [...tableColumns(set), VERSION], rows);
  }
}

type Row = Record<string, unknown>;
type Before = Row & Rights & { id: string; version: number; import_key: string };
type Difference = { row: BulkRow; before: Before };

async function compare(work: Work, set: ColumnSet, rows: BulkRow[], lock: "" | "for update") {
  const units = [...new Set(rows.map((row) => row.unit.id))];
  const keys = rows.map((row) => row.key);
  const where = `unit_id = any($1::uuid[]) and import_key = any($2::text[]) ${lock}`;
  const known = new Map<string, Before>();
  for (const one of await readAll(work, set, where, [units, keys])) known.set(`${one.unit_id} ${one.import_key}`, one);
  const names = tableColumns(set).map((column) => column.name);
  const fresh: BulkRow[] = [];
  const changed: Difference[] = [];
  for (const row of rows) {
    const before = known.get(`${row.unit.id} ${row.key}`);
    if (!before) fresh.push(row);
    else {
      const values = { ...row.values };
      // A sheet says the names of some languages; those of others stay.
      if (isObject(values.name_in)) values.name_in = { ...(before.name_in as object), ...values.name_in };
      if (names.some((name) => differs(before[name], values[name]))) changed.push({ row: { ...row, values }, before });
    }
  }
  return { fresh, changed, skipped: rows.length - fresh.length - changed.length };
}

async function readAll(work: Work, { table }: ColumnSet, where: string, values: unknown[]): Promise<Before[]> {
  const found = await work.client.query<{ row: Before }>(
    `select to_jsonb("${table}") as row from "${table}" where ${where}`,
    values,
  );
  return found.rows.map((one) => one.row);
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) !== JSON.stringify(other ?? null);
}

async function makeAll(work: Work, set: ColumnSet, bulk: Bulk): Promise<Made[]> {
  const made = bulk.rows.map((row) => ({ id: newId(), ...unitRights(row.unit, bulk.visibility), row }));
  const records = made.map(({ row, ...place }) => ({
    ...valuesOf(set, row),
    ...bulk.making(row),
    ...place,
    created_by: work.actor.userId,
    import_id: bulk.importId,
    import_key: row.key,
  }));
  // Which columns the table has, only its module knows; the database refuses what does not fit.
  const written = insertMany(work, set.table, records as never[]);
  const lines = made.map((one) => ({ ...lineOf(set, one, "imported"), after: one.row.values }));
  // Sent together: while the database writes the records, their lines are made ready.
  await Promise.all([written, recordMany(work, lines)]);
  return made;
}

async function changeAll(work: Work, set: ColumnSet, changed: Difference[]): Promise<Changed[]> {
  const rows = changed.map(({ row, before }) => ({ ...row.values, id: before.id, version: before.version + 1 }));
  const written = updateMany(work, set.table, [...tableColumns(set), VERSION], rows);
  const lines = changed.map(({ row, before }) => ({
    ...lineOf(set, before, "import_updated"),
    before,
    after: valuesOf(set, row),
  }));
  await Promise.all([written, recordMany(work, lines)]);
  return changed.map(({ before }) => ({ id: before.id, before }));
}

/** What is gone stands in its line whole; what goes back to what it was, with that. */
async function tellUndone(work: Work, set: ColumnSet, rows: Before[], back?: Map<string, Row>): Promise<void> {
  const lines = rows.map((before) => {
    const row = back?.get(before.id);
    const after = row && Object.fromEntries(tableColumns(set).map(({ name }) => [name, row[name]]));
    return { ...lineOf(set, before, "import_undone"), before, after };
  });
  await recordMany(work, lines);
}

function lineOf(set: ColumnSet, record: Rights & { id: string }, action: string): HistoryLine {
  return { subject: [set.table, record.id], action, rights: record };
}

function valuesOf(set: ColumnSet, { values }: BulkRow) {
  return Object.fromEntries(tableColumns(set).map(({ name }) => [name, values[name]]));
}
