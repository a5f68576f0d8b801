import { isAtOrAbove } from "./actor.ts";
import { differenceOf } from "./bulk-differ.ts";
import type { BulkRow, Count, Note, PlacedRow, Rules } from "./bulk.server.ts";
import type { ColumnSet, Value } from "./columns.ts";
import type { Work } from "./db.server.ts";
import type { HistoryLine, Rights } from "./history.server.ts";
import type { Likeness } from "./identity.ts";
import { keyOf, likenessOf, soughtBy } from "./identity.ts";
import { wholeOf } from "./told-rows.ts";

/** A record as its table holds it. */
export type Before = Record<string, unknown> &
  Rights & {
    id: string;
    version: number;
    known_by: string;
    import_id: string | null;
    import_key: string | null;
    imported: Record<string, unknown> | null;
  };

/** A row whose record holds something else in some columns, and what they are to hold. */
export type Difference = { row: BulkRow; before: Before; after: Record<string, Value> };

/** Which record which line of the sheet was, across its packets. */
export type Found = Map<string, number>;

export type Comparison = {
  fresh: PlacedRow[];
  changed: Difference[];
  /** Lines that say what their records hold already. */
  same: number[];
  count: Count;
  notes: Note[];
};

type Asked = { rows: BulkRow[]; found: Found; importId: string | undefined };

/**
 * What each row is: new, changed, the same, or refused. With an `importId` the records that will change are locked and read anew;
 * what that very import made before is none that a later row could be.
 */
export async function compare(work: Work, rules: Rules, { rows, found, importId }: Asked): Promise<Comparison> {
  const known = await findAll(work, rules, rows, importId);
  const recognised = rows.map((row) => ({ row, ...recognise(rules.set, row, known.of(row)) }));
  const locked = importId ? await lockAll(work, rules.set, recognised) : undefined;
  const result: Comparison = {
    fresh: [],
    changed: [],
    same: [],
    notes: [],
    count: { created: 0, updated: 0, skipped: 0, refused: 0 },
  };
  for (const one of recognised) {
    const record = one.record && locked ? (locked.get(one.record.id) ?? one.record) : one.record;
    place(work, rules, { ...one, record, found }, result);
  }
  return result;
}

type Recognised = { row: BulkRow; record?: Before | undefined; unclear: Before[]; alike: Before[] };

function place(work: Work, rules: Rules, one: Recognised & { found: Found }, into: Comparison): void {
  const { row, record, found } = one;
  const { line } = row;
  const say = (kind: Note["kind"], code: string, more: Partial<Note> = {}) => {
    into.notes.push({ line, kind, code, ...(record && { record: called(rules.set, record) }), ...more });
    if (kind === "refused") into.count.refused += 1;
    if (kind === "repeated") into.count.skipped += 1;
  };
  if (row.own && !record) return say("refused", "import_number_unknown");
  if (one.unclear.length > 0) return say("refused", "import_unclear", { details: { count: one.unclear.length } });
  if (!record) return makeNew(work, rules, one, into);
  const earlier = found.get(record.id);
  if (earlier !== undefined) return say("repeated", "import_repeats", { details: { line: earlier } });
  found.set(record.id, line);
  const { after, kept } = differenceOf(rules.set, row, record);
  const isMoved = row.own && row.given.has("unit") && row.unit && row.unit.id !== record.unit_id;
  const isChanged = Object.keys(after).length > 0;
  if (!isChanged && kept.length === 0 && !isMoved) {
    into.same.push(line);
    into.count.skipped += 1;
    return;
  }
  if (!isAtOrAbove(work.actor, record.unit_path)) return say("refused", "import_elsewhere");
  if (isRestricted(record)) return say("refused", "import_restricted");
  const forbidden = rules.forbids?.(record, { ...record, ...after });
  if (forbidden) return say("refused", forbidden);
  if (isMoved) say("kept", "import_unit_stays", { column: "unit" });
  for (const field of kept) say("kept", "import_kept", field);
  if (isChanged) into.changed.push({ row, before: record, after });
  into.count[isChanged ? "updated" : "skipped"] += 1;
}

function makeNew(work: Work, { set }: Rules, { row, alike }: Recognised, into: Comparison): void {
  const { line, unit } = row;
  if (!unit) return;
  into.fresh.push({ ...row, unit });
  into.count.created += 1;
  for (const other of alike.filter((one) => !isRestricted(one) && !isElsewhere(work, one)))
    into.notes.push({ line, kind: "alike", code: "import_alike", record: called(set, other) });
}

/** A record as an account names it; an account is read by the whole unit, and what few may see is not named there. */
export function called({ identity: [name = ""] }: ColumnSet, record: Before): { id: string; name: string } {
  return { id: record.id, name: isRestricted(record) ? "" : String(record[name] ?? "") };
}

/** Of a unit that does not show it to the whole union. */
const isElsewhere = (work: Work, record: Before) =>
  record.visibility === "unit" && !isAtOrAbove(work.actor, record.unit_path);
const isRestricted = (record: Before) => record.visibility === "confidential";

/** The record that a row is: the one that it names, else the only one with all its facts, as it stands or as it came in. */
function recognise(set: ColumnSet, row: BulkRow, candidates: Before[]): Omit<Recognised, "row"> {
  if (row.own) return { record: candidates.find((one) => one.id === row.own?.id), unclear: [], alike: [] };
  const likeness = new Map<Before, Likeness>();
  const now = (one: Before) => likenessOf(set, row.values, one);
  const then = (one: Before) => (one.imported ? likenessOf(set, row.values, one.imported) : "other");
  for (const one of candidates) likeness.set(one, now(one));
  let found = candidates.filter((one) => likeness.get(one) === "same");
  if (found.length === 0) found = candidates.filter((one) => then(one) === "same");
  if (found.length === 0 && row.isAlone)
    found = candidates.filter((one) => likeness.get(one) === "open" || then(one) === "open");
  // What one keeps oneself goes before what others keep.
  const mine = found.filter((one) => one.unit_id === row.unit?.id);
  if (mine.length > 0) found = mine;
  // Of several that are called the same, one that says the same in all is as good as the other.
  const [first, second] = found;
  const untouched = second && found.find((one) => isSaid(set, row, one));
  if (second && !untouched) return { unclear: found, alike: [] };
  return { record: untouched ?? first, unclear: [], alike: candidates };
}

function isSaid(set: ColumnSet, row: BulkRow, record: Before): boolean {
  const { after, kept } = differenceOf(set, row, record);
  return Object.keys(after).length + kept.length === 0;
}

/** The records that rows may be: those they name, and those found by folded name or as they once came in. */
async function findAll(work: Work, rules: Rules, rows: BulkRow[], importId: string | undefined) {
  const { set } = rules;
  const named = rows.flatMap((row) => (row.own ? [row.own.id] : []));
  const sought = rows.filter((row) => !row.own);
  const pairs = sought.map((row) => soughtBy(set, row.values));
  const folded = await work.client.query<{ key: string }>(
    "select reference.known_by(one.name, one.facts) as key from unnest($1::text[], $2::text[]) with ordinality as one (name, facts, place) order by place",
    [pairs.map(([name]) => name), pairs.map(([, facts]) => facts)],
  );
  const keyOfRow = new Map(sought.map((row, at) => [row, folded.rows[at]?.key ?? ""]));
  const [byId, byWords, asImported] = await Promise.all([
    named.length > 0 ? readAll(work, set, "id = any($1::uuid[])", [named]) : [],
    readAll(work, set, "known_by = any($1::text[])", [[...keyOfRow.values()]]),
    readAll(work, set, "import_key = any($1::text[])", [sought.map((row) => keyOf(set, row.values))]),
  ]);
  const ids = gather(byId, (one) => one.id);
  const own = (all: Before[]) => all.filter((one) => importId === undefined || one.import_id !== importId);
  const unitOf = (one: Before) => (rules.isShared ? "" : one.unit_id);
  const words = gather(own(byWords), (one) => `${unitOf(one)} ${one.known_by}`);
  const then = gather(own(asImported), (one) => `${one.unit_id} ${one.import_key ?? ""}`);
  return {
    of: (row: BulkRow): Before[] => {
      if (row.own) return ids.get(row.own.id) ?? [];
      const unit = row.unit?.id ?? "";
      const all = [
        ...(words.get(`${rules.isShared ? "" : unit} ${keyOfRow.get(row) ?? ""}`) ?? []),
        ...(then.get(`${unit} ${keyOf(set, row.values)}`) ?? []),
      ];
      return [...new Map(all.map((one) => [one.id, one])).values()];
    },
  };
}

function gather(all: Before[], by: (one: Before) => string): Map<string, Before[]> {
  const gathered = new Map<string, Before[]>();
  for (const one of all) {
    const there = gathered.get(by(one));
    if (there) there.push(one);
    else gathered.set(by(one), [one]);
  }
  return gathered;
}

async function lockAll(work: Work, set: ColumnSet, all: Recognised[]): Promise<Map<string, Before>> {
  const ids = all.flatMap(({ record }) => (record && isAtOrAbove(work.actor, record.unit_path) ? [record.id] : []));
  if (ids.length === 0) return new Map();
  const there = await readAll(work, set, "id = any($1::uuid[]) order by id for update", [ids]);
  return new Map(there.map((one) => [one.id, one]));
}

const asRows = ({ rows }: { rows: unknown[] }) => (rows as { row: Before }[]).map((one) => one.row);

/** Records as JSON, so that no type is turned on its way. */
export async function readAll(
  work: Work,
  { table }: Pick<ColumnSet, "table">,
  where: string,
  values: unknown[],
): Promise<Before[]> {
  const whole = wholeOf(table);
  if (!whole)
    return asRows(await work.client.query(`select to_jsonb("${table}") as row from "${table}" where ${where}`, values));
  // Found and locked first, then read: what a lock waited for is seen by the next statement.
  const found = await work.client.query<{ id: string }>(`select id from "${table}" where ${where}`, values);
  const ids = found.rows.map((one) => one.id);
  return asRows(await work.client.query(`select to_jsonb(told) as row from ${whole}($1) as told order by id`, [ids]));
}

/** What an import keeps of a record beside the columns of its set. */
export const KEPT_COLUMNS = [
  { name: "version", type: "integer" },
  { name: "imported", type: "jsonb" },
  { name: "import_key", type: "text" },
];

export function lineOf(set: ColumnSet, record: Rights & { id: string }, action: string): HistoryLine {
  return { subject: [set.table, record.id], action, rights: record };
}
