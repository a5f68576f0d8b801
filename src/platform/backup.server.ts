import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import type pg from "pg";

export type Digest = Map<string, { rows: number; sha256: string }>;
type Header = { format: "amity-backup"; version: 1; at: string };

const PAGE = 2000;

/** All tables of the union and the reference, and the file store, in one compressed file of JSON lines. `client` owns the schema. */
export async function backup(
  client: pg.ClientBase,
  schema: string,
  to: { file: string; store: string },
): Promise<Digest> {
  await client.query("begin isolation level repeatable read read only");
  const gzip = zlib.createGzip();
  const written = pipeline(gzip, fs.createWriteStream(to.file));
  const put = async (line: string) => {
    if (!gzip.write(`${line}\n`)) await new Promise((resolve) => gzip.once("drain", resolve));
  };
  await put(JSON.stringify({ format: "amity-backup", version: 1, at: new Date().toISOString() } satisfies Header));
  for (const table of await listTables(client, schema)) {
    await put(JSON.stringify({ table: table.name }));
    for await (const row of rowsOf(client, table)) await put(row);
  }
  for (const name of listStore(to.store)) {
    await put(JSON.stringify({ file: name, bytes: fs.readFileSync(path.join(to.store, name)).toString("base64") }));
  }
  gzip.end();
  await written;
  const digest = await digestOf(client, schema);
  await client.query("commit");
  return digest;
}

/** Reads a backup into a freshly migrated, empty schema, whole or not at all. */
export async function restore(
  client: pg.ClientBase,
  schema: string,
  from: { file: string; store: string | undefined; withReference: boolean },
): Promise<Digest> {
  await client.query("begin");
  // Rows arrive table by table; keys between them hold again once all are there.
  await client.query("set local session_replication_role = replica");
  const tables = new Map((await listTables(client, schema)).map((table) => [table.name, table]));
  let current: Table | undefined;
  let page: string[] = [];
  const flush = async () => {
    if (current && page.length > 0) await insertRows(client, current, page);
    page = [];
  };
  const lines = createInterface({
    input: fs.createReadStream(from.file).pipe(zlib.createGunzip()),
    crlfDelay: Infinity,
  });
  let isFirst = true;
  for await (const line of lines) {
    if (isFirst) requireHeader(line);
    else if (line.startsWith('{"table":"')) {
      await flush();
      const { table } = JSON.parse(line) as { table: string };
      current = table.startsWith("reference.") && !from.withReference ? undefined : tables.get(table);
      if (current) await client.query(`delete from ${current.sql}`);
    } else if (line.startsWith('{"file":"')) {
      if (from.store) restoreFile(from.store, JSON.parse(line) as { file: string; bytes: string });
    } else if (current && page.push(line) === PAGE) await flush();
    isFirst = false;
  }
  await flush();
  await resetSequences(client, [...tables.values()]);
  await client.query("commit");
  return digestOf(client, schema);
}

/** Count and hash of every table of the union, to compare two of them. */
export async function digestOf(client: pg.ClientBase, schema: string): Promise<Digest> {
  const digest: Digest = new Map();
  for (const table of await listTables(client, schema)) {
    if (table.name.startsWith("reference.")) continue;
    const hash = createHash("sha256");
    let rows = 0;
    for await (const row of rowsOf(client, table)) {
      hash.update(`${row}\n`);
      rows += 1;
    }
    digest.set(table.name, { rows, sha256: hash.digest("hex") });
  }
  return digest;
}

export function differences(one: Digest, other: Digest): string[] {
  return [...one].filter(([table, { sha256 }]) => other.get(table)?.sha256 !== sha256).map(([table]) => table);
}

type Table = { name: string; sql: string; columns: string[]; key: string[]; identity: string | null };

async function listTables(client: pg.ClientBase, schema: string): Promise<Table[]> {
  const found = await client.query<{
    space: string;
    name: string;
    columns: string[];
    key: string[] | null;
    identity: string | null;
  }>(
    `select nspname as space, relname as name,
       array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'written_in' order by attnum) as columns,
       (select array_agg(attname::text order by attnum) from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey) where indrelid = pg_class.oid and indisprimary) as key,
       (select attname::text from pg_attribute where attrelid = pg_class.oid and attidentity <> '') as identity
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind = 'r' and nspname in ($1, 'reference') and relname <> 'schema_migration' order by 1, 2`,
    [schema],
  );
  return found.rows.map((row) => ({
    name: row.space === "reference" ? `reference.${row.name}` : row.name,
    sql: `"${row.space}"."${row.name}"`,
    columns: row.columns,
    key: row.key ?? row.columns,
    identity: row.identity,
  }));
}

async function* rowsOf(client: pg.ClientBase, table: Table): AsyncGenerator<string> {
  const columns = table.columns.map((name) => `"${name}"`).join(", ");
  const order = table.key.map((name) => `"${name}"`).join(", ");
  for (let offset = 0; ; offset += PAGE * 10) {
    const page = await client.query<{ row: string }>(
      `select to_jsonb(t)::text as row from (select ${columns} from ${table.sql} order by ${order} limit ${PAGE * 10} offset ${offset}) as t`,
    );
    for (const { row } of page.rows) yield row;
    if (page.rows.length < PAGE * 10) return;
  }
}

async function insertRows(client: pg.ClientBase, table: Table, page: string[]) {
  const columns = table.columns.map((name) => `"${name}"`).join(", ");
  await client.query(
    `insert into ${table.sql} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${table.sql}, $1::jsonb)`,
    [`[${page.join(",")}]`],
  );
}

async function resetSequences(client: pg.ClientBase, tables: Table[]) {
  for (const table of tables.filter((one) => one.identity))
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(1, (select coalesce(max("${table.identity}"), 1) from ${table.sql})))`,
      [table.sql, table.identity],
    );
}

function requireHeader(line: string) {
  const header = JSON.parse(line) as Partial<Header>;
  if (header.format !== "amity-backup" || header.version !== 1)
    throw new Error("This file is not a backup that this version of Amity can read.");
}

function listStore(store: string): string[] {
  if (!fs.existsSync(store)) return [];
  return fs
    .readdirSync(store, { recursive: true, encoding: "utf8" })
    .filter((name) => /^[0-9a-f]{2}[/\\][0-9a-f]{64}$/.test(name));
}

function restoreFile(store: string, entry: { file: string; bytes: string }) {
  if (!/^[0-9a-f]{2}[/\\][0-9a-f]{64}$/.test(entry.file)) throw new Error("The backup names a file outside the store.");
  const target = path.join(store, entry.file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, Buffer.from(entry.bytes, "base64"));
}
