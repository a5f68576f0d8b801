import type pg from "pg";
import { databaseSecret } from "./act-as.server.ts";
import { openClient } from "./client.server.ts";
import { closeServer } from "./closed-server.server.ts";
import { stockBefore, takeStock } from "./history-stock.server.ts";
import type { Migration } from "./migration-files.server.ts";
import { listMigrations } from "./migration-files.server.ts";
import { QUEUES } from "./queues.ts";
import type { Deviation } from "./verify-records.server.ts";
import { statementsOf } from "./statements.ts";
import { failedUpgrade, requireUpgradable } from "./upgrade.server.ts";

/**
 * `secret` is the application's, by which the database will know it; without one it knows whom it knew before. `only` leaves out what a backup
 * that is about to be read did not know yet.
 */
type Target = {
  ownerUrl: string;
  appUrl: string;
  schema: string;
  folder?: string;
  secret?: string | undefined;
  only?: string[] | undefined;
};

/** Applies what is new in migrations/ as the schema's owner; each file once, in one transaction. Returns the names applied. */
export async function migrate(target: Target): Promise<string[]> {
  await ensureDatabase(target);
  const client = await openClient(target.ownerUrl);
  try {
    // Two copies that start at once wait for each other here.
    await client.query("select pg_advisory_lock(7264891)");
    await prepareSchema(client, target);
    const applied: string[] = [];
    await requireUpgradable(client, listMigrations(target.folder ?? "migrations"));
    const owed = await stockOwed(client);
    const stock = owed ?? (await beforeUpgrade(client, target));
    for (const file of listMigrations(target.folder ?? "migrations")) {
      if (target.only && !target.only.includes(file.name)) continue;
      if (await applyOnce(client, file, target.only ? undefined : stock)) applied.push(file.name);
    }
    await prepareJobs(client, target);
    // What a backup of before knew is not yet what rights are given on; they come with the rest.
    if (!target.only) await grant(client, target);
    if (target.secret && !target.only)
      await client.query(
        `update ${quote(`${target.schema}_seal`)}.secret set known_by = sha256(convert_to($1, 'UTF8'))`,
        [databaseSecret(target.secret, target.schema)],
      );
    if ((owed || applied.length > 0) && !target.only && (await provesItself(client))) await takeStock(client, stock);
    return applied;
  } finally {
    await client.end();
  }
}

/** A database that is only brought as far as an older release has nothing to prove its history with. */
async function provesItself(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ does: boolean }>("select to_regclass('history_state') is not null as does");
  return rows[0]?.does === true;
}

/** What an upgrade found before it began that was killed before it was through: whoever goes on owes the history the same. */
async function stockOwed(client: pg.Client): Promise<Deviation[] | undefined> {
  const { rows } = await client.query<{ stock: Deviation[] }>(
    "select stock from schema_migration where stock is not null order by applied_at, name limit 1",
  );
  return rows[0]?.stock;
}

/** What the history cannot explain before an upgrade is no doing of the upgrade. */
async function beforeUpgrade(client: pg.Client, target: Target) {
  await client.query("set amity.reach = 'system'");
  const { rows } = await client.query<{ name: string }>("select name from schema_migration");
  const known = new Set(rows.map((row) => row.name));
  const isNew = listMigrations(target.folder ?? "migrations").some((file) => !known.has(file.name));
  return isNew ? stockBefore(client) : [];
}

async function ensureDatabase(target: Target) {
  const url = new URL(target.ownerUrl);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = await openClient(url.toString());
  try {
    // Copies that start together make role and database once.
    await client.query("select pg_advisory_lock(7264890)");
    const app = new URL(target.appUrl);
    const known = await client.query("select from pg_roles where rolname = $1", [app.username]);
    if (known.rowCount === 0)
      await client.query(
        `create role ${quote(app.username)} login password '${decodeURIComponent(app.password).replaceAll("'", "''")}'`,
      );
    const there = await client.query("select from pg_database where datname = $1", [name]);
    if (there.rowCount === 0)
      await client.query(
        `create database ${quote(name)} template template0 locale_provider icu icu_locale 'und' locale 'C' encoding 'UTF8'`,
      );
  } finally {
    await client.end();
  }
}

async function prepareSchema(client: pg.Client, target: Target) {
  await runEach(
    client,
    `create schema if not exists ${quote(target.schema)};
    create schema if not exists reference;
    comment on schema ${quote(target.schema)} is null;
    set search_path = ${quote(target.schema)}, public;
    create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
    alter table schema_migration add column if not exists stock jsonb;
    comment on column schema_migration.stock is 'What the history did not explain when the upgrade began; until the upgrade is through.'`,
  );
}

async function runEach(client: pg.Client, sql: string) {
  for (const statement of statementsOf(sql)) await client.query(statement);
}

/** A database that is only brought as far as an older release knows fewer tables. */
async function runEachThatIs(client: pg.Client, schema: string, sql: string) {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = $1::regnamespace",
    [schema],
  );
  const there = new Set(rows.map((row) => row.name));
  const named = new RegExp(`"${schema}"\\.(\\w+)`, "g");
  for (const statement of statementsOf(sql))
    if ([...statement.matchAll(named)].every(([, name = ""]) => there.has(name))) await client.query(statement);
}

async function applyOnce(client: pg.Client, file: Migration, stock?: readonly Deviation[]): Promise<boolean> {
  const known = await client.query("select from schema_migration where name = $1", [file.name]);
  if (known.rowCount) return false;
  try {
    await client.query("begin");
    await runEach(client, file.sql);
    await client.query("insert into schema_migration (name, sha256, stock) values ($1, $2, $3)", [
      file.name,
      file.sha256,
      stock ? JSON.stringify(stock) : null,
    ]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw failedUpgrade(file.name, cause);
  }
  return true;
}

/** The job tables are pg-boss's own, in a schema beside the union's; the application may use but not alter them. */
async function prepareJobs(client: pg.Client, target: Target) {
  const { PgBoss, getConstructionPlans } = await import("pg-boss");
  const jobs = `${target.schema}_jobs`;
  const there = await client.query("select from pg_namespace where nspname = $1", [jobs]);
  if (there.rowCount === 0) await client.query(getConstructionPlans(jobs));
  const boss = new PgBoss({
    connectionString: target.ownerUrl,
    schema: jobs,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    max: 1,
  });
  // Its loss is heard of from the work that waits.
  boss.on("error", () => undefined);
  await boss.start();
  const known = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of QUEUES) if (!known.has(name)) await boss.createQueue(name);
  await boss.stop({ graceful: false });
}

async function grant(client: pg.Client, target: Target) {
  const app = quote(new URL(target.appUrl).username);
  const union = quote(target.schema);
  const jobs = quote(`${target.schema}_jobs`);
  await runEachThatIs(
    client,
    target.schema,
    `grant usage on schema ${union}, reference, ${jobs} to ${app};
    grant select on all tables in schema reference to ${app};
    grant select, insert, update, delete on all tables in schema ${union} to ${app};
    grant usage on all sequences in schema ${union} to ${app};
    revoke select on ${union}.delegation_member from ${app};
    grant select (${await columnsBut(client, target, "delegation_member")}) on ${union}.delegation_member to ${app};
    revoke select on ${union}.partner from ${app};
    grant select (${await columnsBut(client, target, "partner")}) on ${union}.partner to ${app};
    revoke update, delete on ${union}.history, ${union}.history_seal from ${app};
    grant update (${await columnsThat(client, target, STRUCK)}) on ${union}.history to ${app};
    revoke update on ${union}.security_event from ${app};
    revoke update, delete on ${union}.history_state from ${app};
    grant update (salt) on ${union}.history_state to ${app};
    revoke update, delete on ${union}.history_shape, ${union}.history_check from ${app};
    revoke delete on ${union}.history_tally from ${app};
    revoke delete on ${union}.unit, ${union}.report from ${app};
    revoke insert, update, delete on ${union}.schema_migration, ${union}.union_address from ${app};
    grant select, insert, update, delete on all tables in schema ${jobs} to ${app};
    grant usage on all sequences in schema ${jobs} to ${app};
    grant execute on all functions in schema ${jobs} to ${app}`,
  );
  await closeServer(client, quote(new URL(target.ownerUrl).pathname.slice(1)));
}

/** What is read by a function that asks who acts, and along no other way (docs/rights.md). */
const CLOSED = {
  delegation_member: ["passport_number", "passport_expires_on"],
  partner: ["next_step", "next_step_on", "closed_reason", "birth_year", "introduced_by", "imported"],
};

async function columnsBut(client: pg.Client, { schema }: Target, table: keyof typeof CLOSED): Promise<string> {
  const found = await client.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all($2)`,
    [`${quote(schema)}.${table}`, CLOSED[table]],
  );
  return found.rows.map(({ attname }) => quote(attname)).join(", ");
}

/** What of a line of the history may still be changed: who sees it, and what is struck out (history-strike.server.ts). */
const STRUCK = ["visibility", "shared_paths", "named_user_ids", "before", "after", "salt", "struck_at"];

/** Those that are there: a database of an older release has fewer. */
async function columnsThat(client: pg.Client, { schema }: Target, wanted: string[]): Promise<string> {
  const found = await client.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname = any($2)`,
    [`${quote(schema)}.history`, wanted],
  );
  return found.rows.map(({ attname }) => quote(attname)).join(", ");
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
