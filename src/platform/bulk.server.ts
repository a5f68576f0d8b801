import type { Actor } from "./actor.ts";
import type { Before, Comparison, Difference, Found } from "./bulk-compare.server.ts";
import { KEPT_COLUMNS, compare, lineOf } from "./bulk-compare.server.ts";
import type { Remained } from "./bulk-undo.server.ts";
import { undoMany } from "./bulk-undo.server.ts";
import type { ColumnSet, Value } from "./columns.ts";
import { tableColumns } from "./columns.ts";
import type { Work } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import type { Rights } from "./history.server.ts";
import { recordMany, unitRights } from "./history.server.ts";
import { newId } from "./id.ts";
import { keyOf } from "./identity.ts";
import { insertMany, packetsOf, updateMany } from "./packets.server.ts";

/** A row to be written, with a value for each column that its set declares. */
export type BulkRow = {
  /** Where it stands in the sheet. */
  line: number;
  /** Whose it is; a row that names its record need not say. */
  unit: { id: string; path: string; kind: string } | undefined;
  /** The record that it names by Amity's own number, and the version it was taken out as. */
  own?: { id: string; version: number | undefined } | undefined;
  values: Record<string, Value>;
  /** The columns in which its cells say something; what they leave out stays as it is. */
  given: ReadonlySet<string>;
  /** Whether no other row of the sheet has its name and days. */
  isAlone: boolean;
};
export type PlacedRow = BulkRow & { unit: NonNullable<BulkRow["unit"]> };

export type Count = { created: number; updated: number; skipped: number; refused: number };

/** Something of a row that was not written as it stands, or that its maker should know. */
export type Note = {
  line: number;
  kind: "refused" | "repeated" | "kept" | "alike";
  /** The sentence and what fills it; a column by its name, values as they are. */
  code: string;
  details?: Record<string, string | number>;
  column?: string;
  record?: { id: string; name: string };
  /** Of a field that was kept: what the record holds and what the sheet says. */
  values?: { held: unknown; given: Value };
};

/** A record that is changed, and all that it held before. */
export type Changed = { id: string; before: Record<string, unknown> };

type Made = Rights & { id: string; row: PlacedRow };

/** What became of rows: each is made, changed, left (`same` by their lines) or refused, and notes say why. */
export type Written = { made: Made[]; changed: Changed[]; same: number[]; count: Count; notes: Note[] };

/** Why a record may not be changed so, or undefined: what is closed stays closed, what was decided stays decided. */
type Forbids = (before: Before, after: Record<string, unknown>) => string | undefined;

/** What one import writes to a table; `making` gives what only the module knows of a record that is new. */
export type Bulk = {
  importId: string;
  rows: BulkRow[];
  visibility: Rights["visibility"];
  making: (row: PlacedRow) => Record<string, unknown>;
};

/** How records are recognised, and which may be changed. */
export type Rules = {
  set: ColumnSet;
  forbids?: Forbids | undefined;
  /** Whether there is one register for the whole union: what another unit keeps is not made again. */
  isShared?: boolean | undefined;
};

/** How the records of one kind come in from a sheet: what its module alone knows. */
type Importing = Pick<Bulk, "visibility" | "making"> &
  Rules & {
    may(this: void, actor: Actor): boolean;
    /** What else the new records need. */
    follow?(this: void, work: Work, made: Made[]): Promise<void>;
    /** What follows from facts that changed. */
    followChanges?(this: void, work: Work, ids: string[]): Promise<void>;
  };

/** What `imports` does with a kind: say what would happen, write, take back. */
export type Importable = ReturnType<typeof importing>;
export function importing({ may, visibility, making, follow, followChanges, ...rules }: Importing) {
  return {
    set: rules.set,
    attempt: async (work: Work, rows: BulkRow[]): Promise<Comparison> => {
      requirePermission(may(work.actor));
      return tryMany(work, rules, rows);
    },
    write: async (work: Work, importId: string, rows: BulkRow[], found: Found = new Map()): Promise<Written> => {
      requirePermission(may(work.actor));
      const written = await writeMany(work, rules, { importId, rows, visibility, making }, found);
      await follow?.(work, written.made);
      await followChanges?.(
        work,
        written.changed.map((one) => one.id),
      );
      return written;
    },
    undo: async (work: Work, importId: string, changed: AsyncIterable<Changed[]>): Promise<Remained[]> => {
      const { remained, restored } = await undoMany(work, rules.set, { importId, changed });
      await followChanges?.(work, restored);
      return remained;
    },
  };
}

/** Two imports of one kind wait for each other, so that both do not make the same record. */
export async function waitForOthers(work: Work, { table }: ColumnSet): Promise<void> {
  await work.client.query("select pg_advisory_xact_lock(hashtextextended(current_schema() || ' import ' || $1, 0))", [
    table,
  ]);
}

/** What writing these rows would do. */
export async function tryMany(work: Work, rules: Rules, rows: BulkRow[]): Promise<Comparison> {
  const all: Comparison = { fresh: [], changed: [], same: [], notes: [], count: NONE };
  const found: Found = new Map();
  for (const packet of packetsOf(rows)) {
    const part = await compare(work, rules, { rows: packet, found, importId: undefined });
    all.same.push(...part.same);
    all.notes.push(...part.notes);
    all.count = sum(all.count, part.count);
  }
  return all;
}

const NONE: Count = { created: 0, updated: 0, skipped: 0, refused: 0 };

export function sum(one: Count, other: Count): Count {
  return {
    created: one.created + other.created,
    updated: one.updated + other.updated,
    skipped: one.skipped + other.skipped,
    refused: one.refused + other.refused,
  };
}

/**
 * Makes the records that are not there yet and changes those that differ, with a line of history for each. `found` holds which
 * records earlier rows of the same sheet were, so that no two rows are one.
 */
export async function writeMany(work: Work, rules: Rules, bulk: Bulk, found: Found = new Map()): Promise<Written> {
  const written: Written = { made: [], changed: [], same: [], notes: [], count: NONE };
  for (const packet of packetsOf(bulk.rows)) {
    const part = await compare(work, rules, { rows: packet, found, importId: bulk.importId });
    written.made.push(...(await makeAll(work, rules.set, { ...bulk, fresh: part.fresh })));
    written.changed.push(...(await changeAll(work, rules.set, part.changed)));
    written.same.push(...part.same);
    written.notes.push(...part.notes);
    written.count = sum(written.count, part.count);
  }
  return written;
}

async function makeAll(work: Work, set: ColumnSet, bulk: Bulk & { fresh: PlacedRow[] }): Promise<Made[]> {
  const made = bulk.fresh.map((row) => ({ id: newId(), ...unitRights(row.unit, bulk.visibility), row }));
  const records = made.map(({ row, ...place }) => ({
    ...valuesOf(set, row),
    ...bulk.making(row),
    ...place,
    created_by: work.actor.userId,
    import_id: bulk.importId,
    import_key: keyOf(set, row.values),
    imported: JSON.stringify(valuesOf(set, row)),
  }));
  // Which columns the table has, only its module knows; the database refuses what does not fit.
  const written = insertMany(work, set.table, records as never[]);
  const lines = made.map((one) => ({ ...lineOf(set, one, "imported"), after: one.row.values }));
  // Sent together: while the database writes the records, their lines are made ready.
  await Promise.all([written, recordMany(work, lines)]);
  return made;
}

async function changeAll(work: Work, set: ColumnSet, changed: Difference[]): Promise<Changed[]> {
  const names = tableColumns(set).map((column) => column.name);
  const rows = changed.map(({ row, before, after }) => ({
    ...Object.fromEntries(names.map((name) => [name, before[name]])),
    ...after,
    id: before.id,
    version: before.version + 1,
    imported: { ...before.imported, ...saidOf(set, row) },
    import_key: keyOf(set, row.values),
  }));
  const written = updateMany(work, set.table, [...tableColumns(set), ...KEPT_COLUMNS], rows);
  const called = set.identity[0] ?? "";
  const lines = changed.map(({ before, after }) => ({
    ...lineOf(set, before, "import_updated"),
    before: { [called]: before[called], ...pick(before, Object.keys(after)) },
    after: { [called]: before[called], ...after },
  }));
  await Promise.all([written, recordMany(work, lines)]);
  return changed.map(({ before }) => ({ id: before.id, before }));
}

function valuesOf(set: ColumnSet, { values }: BulkRow) {
  return pick(
    values,
    tableColumns(set).map((column) => column.name),
  );
}

/** What a row says of its record, without what it leaves out. */
function saidOf(set: ColumnSet, row: BulkRow) {
  return pick(
    row.values,
    tableColumns(set).flatMap(({ name }) => (row.given.has(name) ? [name] : [])),
  );
}

function pick(from: Record<string, unknown>, names: string[]) {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
