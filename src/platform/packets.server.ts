import type { Insertable } from "kysely";
import type pg from "pg";
import { nameOfStatement } from "./act-as.server.ts";
import type { Work } from "./db.server.ts";
import type { DB } from "./schema.gen.ts";

/**
 * Many rows travel as VALUES, so many a statement: where tables lie on several machines, INSERT … SELECT under row-level
 * security is refused, and one row a statement is slow everywhere.
 */
const PACKET = 500;

export function packetsOf<Row>(rows: Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / PACKET) }, (_, at) => rows.slice(at * PACKET, (at + 1) * PACKET));
}

/** Rows that all have the columns of the first; `send` says in whose name, if not in the actor's. */
export async function insertMany<Table extends keyof DB>(
  work: Work,
  table: Table,
  rows: Insertable<DB[Table]>[],
  send: (query: pg.QueryConfig) => Promise<unknown> = (query) => work.client.query(query),
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  for (const packet of packetsOf(rows)) {
    const values = packet.flatMap((row) => columns.map((column) => (row as Record<string, unknown>)[column] ?? null));
    await send({ ...insertion(table, columns, packet.length), values });
  }
}

/** Sets these columns of the rows with these ids; the types are those of the table. */
export async function updateMany(
  work: Work,
  table: keyof DB,
  columns: { name: string; type: string }[],
  rows: ({ id: string } & Record<string, unknown>)[],
): Promise<void> {
  const given = [{ name: "id", type: "uuid" }, ...columns];
  const names = given.map((column) => column.name);
  const sets = columns.map(({ name }) => `"${name}" = given."${name}"`).join(", ");
  for (const packet of packetsOf(rows)) {
    const values = packet.flatMap((row) => names.map((name) => row[name] ?? null));
    const types = given.map((column, at) => `$${at + 1}::${column.type}`).join(",");
    const places = packet.map((_, at) => (at === 0 ? `(${types})` : placesOf(names, at)));
    // The ids are said once more as a list: so the table is searched by its key, whatever statistics say of it.
    await work.client.query(
      `update "${table}" set ${sets} from (values ${places.join(",")}) as given (${named(names)})
        where "${table}".id = given.id and "${table}".id = any($${values.length + 1}::uuid[])`,
      [...values, packet.map((row) => row.id)],
    );
  }
}

type Statement = { text: string; name?: string };
const whole = new Map<string, Statement>();

/** A whole packet's statement is prepared by name: making and reading its thousands of places anew cost a fifth of an import. */
function insertion(table: string, columns: string[], rows: number): Statement {
  const into = `insert into "${table}" (${named(columns)})`;
  const known = rows === PACKET ? whole.get(into) : undefined;
  if (known) return known;
  const places = Array.from({ length: rows }, (_, at) => placesOf(columns, at));
  const made: Statement = { text: `${into} values ${places.join(",")}` };
  if (rows === PACKET) whole.set(into, { ...made, name: nameOfStatement(made.text) });
  return made;
}

function named(columns: string[]): string {
  return columns.map((column) => `"${column}"`).join(",");
}

function placesOf(columns: string[], row: number): string {
  return `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join(",")})`;
}
