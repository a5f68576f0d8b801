import fs from "node:fs";
import zlib from "node:zlib";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "#platform/migrate.server.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { statementsOf } from "#platform/statements.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { asOwner } from "./database.ts";
import { listPostgres, startPostgres } from "./plain-postgres.ts";

/** The demo as the release before left it (release-before/keep.ts), upgraded by today's migrations. */
const kept = zlib.brotliDecompressSync(fs.readFileSync("tests/release-before/demo.jsonl.br")).toString().split("\n");
type Kept = { table: string; columns: string; rows: string[] };
const tables: Kept[] = [];
for (let at = 0; at < kept.length;) {
  const { rows, ...head } = JSON.parse(kept[at] ?? "") as { table: string; columns: string; rows: number };
  tables.push({ ...head, rows: kept.slice(at + 1, at + 1 + rows) });
  at += 1 + rows;
}
const before = tables.find((one) => one.table === "amity.schema_migration")?.rows.map((row) => JSON.parse(row)) as {
  name: string;
  sha256: string;
}[];

const plain = listPostgres();
type Server = { owner: string; app: string; stop: () => void };
const databases: Record<string, () => Promise<Server>> = {
  "the embedded PostgreSQL": () => {
    const name = `upgraded_${process.pid}`;
    const urlOf = (url = "") => url.replace("/amity?", `/${name}?`);
    return Promise.resolve({
      owner: urlOf(process.env.AMITY_TEST_OWNER),
      app: urlOf(process.env.AMITY_TEST_APP),
      stop: () => undefined,
    });
  },
  ...Object.fromEntries(
    plain.map(({ bin, version }) => [`${version}, its owner no superuser`, () => startPostgres(bin)]),
  ),
};
if (plain.length === 0)
  console.warn("No PostgreSQL of the system is installed here, so the upgrade is not tried on one.");

describe.each(Object.entries(databases))("%s", (_called, open) => {
  let at: Server;
  const target = () => ({ ownerUrl: at.owner, appUrl: at.app, schema: "amity" });
  beforeAll(async () => {
    at = await open();
  });
  afterAll(() => at?.stop());

  test(
    "the release before is upgraded with all that is in it, and its history is whole",
    { timeout: 240_000 },
    async () => {
      await makeBefore(at.owner);
      await asOwner(at.owner, load);
      const applied = await migrate(target());
      expect(applied.length).toBeGreaterThan(0);
      expect(await migrate(target())).toEqual([]);
      await asOwner(at.owner, async (client) => {
        await client.query("set amity.reach = 'system'");
        expect(await countsOf(client)).toEqual(
          tables.flatMap(({ table, rows }) => (table === "amity.schema_migration" ? [] : [[table, rows.length]])),
        );
        await sealHistory(client, "2999-01-01");
        await client.query("begin");
        for (const setting of VERIFYING) await client.query(setting);
        const { found, lines, days } = await verifyHistory(client);
        expect([found, lines > 5000, days > 100]).toEqual([[], true, true]);
        await client.query("rollback");
        // The seals that the release before made are still looked at.
        await client.query("begin");
        await client.query(
          "update history_seal set hash = previous_hash where form = 1 and day = (select min(day) from history_seal)",
        );
        expect((await verifyHistory(client)).found.map((one) => one.what)).toContain("seal_hash");
        await client.query("rollback");
      });
    },
  );
});

/** A database as the release before had it, without what is in it. */
async function makeBefore(owner: string) {
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

/** Every table that was there, with as many rows. */
async function countsOf(client: pg.Client) {
  const counts: [string, number][] = [];
  for (const { table } of tables.filter((one) => one.table !== "amity.schema_migration")) {
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    counts.push([table, rows[0]?.count ?? 0]);
  }
  return counts;
}

/** In the order that the keys between the tables ask for. */
async function load(client: pg.Client) {
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
    for (const other of tables.filter(({ table }) => needed.includes(short(table)))) await place(other);
    await insert(client, one);
  };
  for (const one of tables) if (one.table !== "amity.schema_migration") await place(one);
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
