import fs from "node:fs";
import zlib from "node:zlib";
import pg from "pg";
import { statementsOf } from "#platform/statements.ts";

const kept = zlib.brotliDecompressSync(fs.readFileSync("tests/release-before/demo.jsonl.br")).toString().split("\n");
type Kept = { table: string; columns: string; rows: string[] };
/** The demo as the release before left it (keep.ts), by table. */
export const KEPT: Kept[] = [];
for (let at = 0; at < kept.length;) {
  const { rows, ...head } = JSON.parse(kept[at] ?? "") as { table: string; columns: string; rows: number };
  KEPT.push({ ...head, rows: kept.slice(at + 1, at + 1 + rows) });
  at += 1 + rows;
}
const before = KEPT.find((one) => one.table === "amity.schema_migration")?.rows.map((row) => JSON.parse(row)) as {
  name: string;
  sha256: string;
}[];

async function asOwner(url: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set search_path = amity, public");
  await run(client).finally(() => void client.end());
}

/** A database as the release before had it, without what is in it. */
export async function makeBefore(owner: string) {
  const server = new URL(owner);
  server.pathname = "/postgres";
  await asOwner(server.toString(), (client) =>
    client.query(
      `create database "${new URL(owner).pathname.slice(1)}" template template0 locale_provider icu icu_locale 'und' locale 'C' encoding 'UTF8'`,
    ),
  );
  await asOwner(owner, async (client) => {
    await client.query("create schema amity; create schema reference");
    await client.query(
      "create table schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())",
    );
    for (const { name, sha256 } of before) {
      for (const statement of statementsOf(fs.readFileSync(`migrations/${name}`, "utf8")))
        await client.query(statement);
      await client.query("insert into schema_migration (name, sha256) values ($1, $2)", [name, sha256]);
    }
  });
}

/** In the order that the keys between the tables ask for. */
export async function load(client: pg.Client) {
  await client.query("set amity.reach = 'system'");
  await client.query("set timezone = 'UTC'");
  const { rows: keys } = await client.query<{ table: string; needs: string }>(
    `select conrelid::regclass::text as "table", confrelid::regclass::text as needs from pg_constraint where contype = 'f' and conrelid <> confrelid`,
  );
  const short = (table: string) => table.replace(/^amity\./, "");
  const placed = new Set<string>();
  const place = async (one: Kept): Promise<void> => {
    if (placed.has(one.table)) return;
    placed.add(one.table);
    const needed = keys.filter((key) => key.table === short(one.table)).map((key) => key.needs);
    for (const other of KEPT.filter(({ table }) => needed.includes(short(table)))) await place(other);
    await insert(client, one);
  };
  for (const one of KEPT) if (one.table !== "amity.schema_migration") await place(one);
}

async function insert(client: pg.Client, { table, columns, rows }: Kept) {
  if (rows.length === 0) return;
  const read = columns
    .split(", ")
    .map((name) => `one.${name}`)
    .join(", ");
  await client.query(
    `insert into ${table} (${columns}) overriding system value select ${read} from jsonb_populate_recordset(null::${table}, $1::jsonb) as one`,
    [`[${rows.join(",")}]`],
  );
}
