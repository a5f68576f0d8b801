import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import type { Actor, Role } from "#platform/actor.ts";
import { anonymous, reachOf, system } from "#platform/actor.ts";
import { closeThreads } from "#platform/apart.server.ts";
import { config } from "#platform/config.ts";
import { closePools, inWork } from "#platform/db.server.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { stopWorker } from "#platform/jobs.server.ts";

let made = 0;

/** A database of its own for the test file, cloned from a template in a tenth of a second. Call once at the top of the file. */
export function useDatabase(template: "empty" | "bare" | "demo" = "bare") {
  const name = `test_${process.pid}_${Date.now()}_${(made += 1)}`;
  const owner = () => (process.env.AMITY_TEST_OWNER ?? "").replace("/amity?", `/${name}?`);
  beforeAll(async () => {
    const admin = new pg.Client({
      connectionString: (process.env.AMITY_TEST_OWNER ?? "").replace("/amity?", "/postgres?"),
    });
    await admin.connect();
    await admin.query(`create database ${name} template template_${template}`);
    await admin.end();
    config.databaseUrl = (process.env.AMITY_TEST_APP ?? "").replace("/amity?", `/${name}?`);
  });
  afterAll(async () => {
    await stopWorker();
    await closeThreads();
    await closePools();
  });
  return { ownerUrl: owner, appUrl: () => config.databaseUrl ?? "" };
}

/** Runs as the schema's owner, past row-level security: for what a test must see whatever the rights. */
export async function asOwner<Result>(url: string, run: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set search_path = amity, public");
    return await run(client);
  } finally {
    await client.end();
  }
}

/**
 * A statement that writes one row of a table a second time. Rights are asked before keys: what is refused for its key was not refused for a
 * right.
 */
export async function theSameAgain(url: string, table: string, where = "true"): Promise<[sql: string, row: string[]]> {
  const found = await asOwner(url, (client) =>
    client.query<{ row: string; columns: string }>(
      `select to_jsonb(one)::text as row, (select string_agg(quote_ident(attname), ', ') from pg_attribute
        where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '') as columns
        from ${table} as one where ${where} limit 1`,
    ),
  );
  const { columns = "", row = "" } = found.rows[0] ?? {};
  const copy = `select ${columns} from jsonb_populate_record(null::${table}, $1)`;
  return [`insert into ${table} (${columns}) overriding system value ${copy}`, [row]];
}

/** A column of a table that the application may write to at all, whatever the row; where it may to none, the first. */
export async function aWritable(url: string, table: string): Promise<string> {
  const app = new URL(config.databaseUrl ?? "").username;
  const found = await asOwner(url, (client) =>
    client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
        order by has_column_privilege($2, attrelid, attnum, 'update') and attgenerated = '' and attidentity <> 'a' desc, attnum limit 1`,
      [table, app],
    ),
  );
  return found.rows[0]?.name ?? "";
}

/** A person with one role in the unit of that code, really in the tables. */
export async function aPerson(role: Role, code: string): Promise<Actor> {
  return inWork(system, async (work) => {
    const unit = await work.trx
      .selectFrom("unit")
      .selectAll("unit")
      .where("unit.code", "=", code)
      .executeTakeFirstOrThrow();
    const user = await work.trx
      .insertInto("auth_user")
      .values({ name: `${role} of ${code}`, email: `${role}.${code}.${crypto.randomUUID()}@test.example` })
      .returning(["auth_user.id", "auth_user.name", "auth_user.email"])
      .executeTakeFirstOrThrow();
    await work.trx
      .insertInto("access_appointment")
      .values({ user_id: user.id, unit_id: unit.id, unit_path: unit.path, role, from_on: "2020-01-01" })
      .execute();
    alsoWritten(work, "appointment", user.id);
    return {
      ...anonymous,
      userId: user.id,
      name: user.name,
      email: user.email,
      reach: reachOf(role),
      role,
      unitId: unit.id,
      unitPath: unit.path,
      paths: [unit.path],
    };
  });
}
