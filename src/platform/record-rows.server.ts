import type { Asks } from "./client.server.ts";
import { setImmediate } from "node:timers/promises";
import { canonical, sha256 } from "./proof.ts";
import type { Told } from "./told-rows.ts";
import { GENERATED, kindsOf, tablesOf, toldTables } from "./told-rows.ts";

/** A row as the database gives it; `key` tells it from others of the same record. */
export type ToldRow = { table: string; subject: string; key: string; said: Record<string, unknown> };

/**
 * The rows of these records, all that a line of the history answers for. Asked in the time zone UTC and as the system, so that the same
 * row reads the same to everybody.
 */
export const rowsOf = (client: Asks, kind: string, ids: readonly string[]) => ask(client, ids, kind, false);

/** The same for the owner, who reads every column: before an upgrade the functions that read rows whole may not be there yet. */
export const rowsOfTables = (client: Asks, kind: string, ids: readonly string[]) => ask(client, ids, kind, true);

async function ask(client: Asks, ids: readonly string[], kind: string, isOwner: boolean): Promise<ToldRow[]> {
  const { rows } = await client.query<ToldRow>({ ...statementFor(kind, isOwner), values: [ids] });
  return rows;
}

const statements = new Map<string, { text: string; name: string }>();

function statementFor(kind: string, isOwner: boolean) {
  const name = `rows_of_${isOwner ? "tables_" : ""}${kind}`;
  let known = statements.get(name);
  if (!known) {
    const text = tablesOf(kind).map(([table, { whole, ...told }]) => {
      const read = whole && !isOwner ? { ...told, whole } : told;
      return `${selection(table, read, "$1::uuid[]")} = any($1::uuid[])`;
    });
    known = { text: text.join(" union all "), name };
    statements.set(name, known);
  }
  return known;
}

/** Up to the column that names the record, which ends it; `of` are the records, where a function reads their rows. */
function selection(table: string, told: Told, of = "null"): string {
  const left = [...GENERATED, ...Object.keys(told.except ?? {})].map((name) => `'${name}'`).join(",");
  const key = `told.${told.key ?? "id"}::text`;
  const row = `to_jsonb(told) - array[${left}]`;
  const by = subjectOf(told);
  const from = told.whole ? `${told.whole}(${of})` : `"${table}"`;
  const above =
    "through" in told && told.through
      ? `join "${told.through.table}" as above on above.id = told.${told.through.by}`
      : "";
  return `select '${table}' as "table", ${by}::text as subject, ${key} as key, ${row} as said from ${from} as told ${above} where ${by}`;
}

function subjectOf(told: Told): string {
  if ("of" in told) return `told.${told.by}`;
  return told.through ? `above.${told.about}` : `told.${told.about}`;
}

const MOST = 1000;

/** Rows of which no act left a state: nothing ever told of their record. */
export async function untold(client: Asks): Promise<{ table: string; key: string }[]> {
  const found: { table: string; key: string }[] = [];
  for (const [table, told] of toldTables()) {
    const { rows } = await client.query<{ table: string; key: string }>(
      `select "table", key from (${selection(table, told)} is not null) as told
        where not exists (select from history_state where history_state.subject_id = told.subject::uuid
          and history_state.subject_kind = any($1)) limit ${MOST}`,
      [kindsOf(told)],
    );
    found.push(...rows);
  }
  return found;
}

/** The records of which no act left a state, by kind: all that an upgrade has to begin with. */
export async function untoldRecords(client: Asks): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const [table, told] of toldTables()) {
    if (!("of" in told)) continue;
    const { rows } = await client.query<{ subject: string }>(
      `select distinct subject from (${selection(table, told)} is not null) as told
        where not exists (select from history_state where history_state.subject_id = told.subject::uuid and history_state.subject_kind = $1)`,
      [told.of],
    );
    const known = new Set([...(found.get(told.of) ?? []), ...rows.map((row) => row.subject)]);
    if (known.size > 0) found.set(told.of, [...known]);
  }
  return found;
}

export type Shape = { hash: string; columns: string[] };

/** Which columns a row has, in order, under a name that nobody can give to others. */
function shapeOf(said: Record<string, unknown>): Shape {
  const columns = Object.keys(said).toSorted();
  return { hash: sha256(columns.join()).slice(0, 16), columns };
}

const WHOLE = 32;
const EACH = 4;

/** The digest of a row, then a short one for each column, by which a deviation is named. */
export function digestOfRow(salt: string, said: Record<string, unknown>, columns: readonly string[]): string {
  const values = columns.map((name) => canonical(said[name] ?? null));
  const whole = sha256(salt + values.join("\n")).slice(0, WHOLE);
  return whole + values.map((value, at) => sha256(`${salt}${columns[at]}${value}`).slice(0, EACH)).join("");
}

/** The columns in which two digests of one row differ. */
export function columnsDiffering(one: string, other: string, columns: readonly string[]): string[] {
  if (one.slice(0, WHOLE) === other.slice(0, WHOLE)) return [];
  const at = (digest: string, index: number) => digest.slice(WHOLE + index * EACH, WHOLE + (index + 1) * EACH);
  return columns.filter((_, index) => at(one, index) !== at(other, index));
}

/** The rows of one record as they are kept: by table and shape, by key, the digest. */
export type Rows = Record<string, Record<string, string>>;

/** So many rows are digested before others are answered: the account of an import may have 100,000. */
const AT_ONCE = 100;

export async function digestRows(salt: string, rows: readonly ToldRow[]): Promise<{ rows: Rows; shapes: Shape[] }> {
  const all: Rows = {};
  const shapes = new Map<string, Shape>();
  for (const [at, { table, key, said }] of rows.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const shape = shapeOf(said);
    shapes.set(shape.hash, shape);
    (all[`${table} ${shape.hash}`] ??= {})[key] = digestOfRow(salt, said, shape.columns);
  }
  return { rows: all, shapes: [...shapes.values()] };
}
