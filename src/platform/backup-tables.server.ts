import { createHash } from "node:crypto";
import type pg from "pg";

/** Count and hash of every table of a backup. */
export type Digest = Record<string, { rows: number; sha256: string }>;
export type Table = { name: string; sql: string; columns: string[]; order: string[]; identity: string | null };

/** Passing things that no backup carries: who is signed in, links that open once, what was just sent; and what is of one place: the account of its backups, the address. */
const PASSING = [
  "auth_session",
  "auth_verification",
  "auth_rate_limit",
  "idempotency_key",
  "backup_run",
  "schema_migration",
  "union_address",
];

const PAGE = 2000;

/** Every value as the same text on every server, whatever its settings. */
export async function readAlike(client: pg.ClientBase): Promise<void> {
  await client.query(
    "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'iso_8601'; set bytea_output = 'hex'; set extra_float_digits = 1",
  );
}

export async function listTables(client: pg.ClientBase, schema: string): Promise<Table[]> {
  const found = await client.query<{
    space: string;
    name: string;
    columns: string[];
    key: string[] | null;
    texts: string[];
    identity: string | null;
  }>(
    `select nspname as space, relname as name,
       array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'written_in' order by attnum) as columns,
       (select array_agg(attname::text order by attnum) from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey) where indrelid = pg_class.oid and indisprimary) as key,
       array(select attname::text from pg_attribute where attrelid = pg_class.oid and attcollation <> 0) as texts,
       (select attname::text from pg_attribute where attrelid = pg_class.oid and attidentity <> '') as identity
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind = 'r' and nspname in ($1, 'reference') and relname <> all($2) order by 1, 2`,
    [schema, PASSING],
  );
  return found.rows.map((row) => ({
    name: row.space === "reference" ? `reference.${row.name}` : row.name,
    sql: `${quoted(row.space)}.${quoted(row.name)}`,
    columns: row.columns,
    // Words are ordered by their bytes: another server may know another alphabet.
    order: (row.key ?? row.columns).map((name) => quoted(name) + (row.texts.includes(name) ? ' collate "C"' : "")),
    identity: row.identity,
  }));
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const columnsOf = (table: Table) => table.columns.map(quoted).join(", ");

/** Row after row as JSON, in one reading and in the order of the key, a page of them in memory at a time. */
export async function* rowsOf(client: pg.ClientBase, table: Table): AsyncGenerator<string[]> {
  await client.query(
    `declare every_row no scroll cursor for select to_jsonb(t)::text as row from (select ${columnsOf(table)} from ${table.sql} order by ${table.order.join(", ")}) as t`,
  );
  for (;;) {
    const page = await client.query<{ row: string }>(`fetch ${PAGE} from every_row`);
    if (page.rows.length > 0) yield page.rows.map(({ row }) => row);
    if (page.rows.length < PAGE) break;
  }
  await client.query("close every_row");
}

/** Counts and hashes one table after another as its rows pass by. */
export function counting() {
  const digest: Digest = {};
  let name = "";
  let rows = 0;
  let hash = createHash("sha256");
  const close = () => {
    if (name) digest[name] = { rows, sha256: hash.digest("hex") };
  };
  return {
    begin: (table: string) => {
      close();
      name = table;
      rows = 0;
      hash = createHash("sha256");
    },
    row: (row: string) => {
      rows += 1;
      hash.update(`${row}\n`);
    },
    /** Of the table under way. */
    rows: () => rows,
    end: (): Digest => {
      close();
      name = "";
      return digest;
    },
  };
}

/** What stands in the database now, in one snapshot. */
export async function digestOf(client: pg.ClientBase, schema: string): Promise<Digest> {
  await readAlike(client);
  await client.query("begin isolation level repeatable read read only");
  const counted = counting();
  for (const table of await listTables(client, schema)) {
    counted.begin(table.name);
    for await (const page of rowsOf(client, table)) page.forEach(counted.row);
  }
  await client.query("commit");
  return counted.end();
}

/** Names of tables that are not the same in both. */
export function differences(one: Digest, other: Digest): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name]?.sha256 !== other[name]?.sha256).toSorted();
}

export const rowsIn = (digest: Digest) => Object.values(digest).reduce((sum, { rows }) => sum + rows, 0);

export async function insertRows(client: pg.ClientBase, table: Table, page: string[]): Promise<void> {
  const columns = columnsOf(table);
  await client.query(
    `insert into ${table.sql} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${table.sql}, $1::jsonb)`,
    [`[${page.join(",")}]`],
  );
}

/**
 * Rows arrive table by table, and the keys between them hold only once all are there; a rule that older rows need not keep binds rows that are written. The owner of the tables, no superuser, takes the keys and the
 * owner's own binding to the rights away and puts both back, which proves the keys anew. Answers what puts them back.
 */
export async function loosen(client: pg.ClientBase, schema: string): Promise<() => Promise<void>> {
  const keys = await client.query<{ on: string; name: string; says: string }>(
    `select format('%I.%I', nspname, relname) as on, conname as name, pg_get_constraintdef(pg_constraint.oid) as says
     from pg_constraint join pg_class on pg_class.oid = conrelid join pg_namespace on pg_namespace.oid = relnamespace
     where (contype = 'f' or not convalidated) and conparentid = 0 and nspname in ($1, 'reference') order by 1, 2`,
    [schema],
  );
  const bound = await client.query<{ on: string }>(
    `select format('%I.%I', nspname, relname) as on from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relforcerowsecurity and nspname in ($1, 'reference') order by 1`,
    [schema],
  );
  for (const key of keys.rows) await client.query(`alter table ${key.on} drop constraint ${quoted(key.name)}`);
  for (const { on } of bound.rows) await client.query(`alter table ${on} no force row level security`);
  return async () => {
    for (const key of keys.rows)
      await client.query(`alter table ${key.on} add constraint ${quoted(key.name)} ${key.says}`);
    for (const { on } of bound.rows) await client.query(`alter table ${on} force row level security`);
  };
}

export async function resetSequences(client: pg.ClientBase, tables: Table[]): Promise<void> {
  for (const table of tables.filter((one) => one.identity))
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(1, (select coalesce(max("${table.identity}"), 1) from ${table.sql})))`,
      [table.sql, table.identity],
    );
}
