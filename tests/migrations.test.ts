import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { migrate } from "#platform/migrate.server.ts";
import { listMigrations } from "#platform/migration-files.server.ts";
import { RELEASED_TWICE } from "#platform/released-twice.ts";
import { statementsOf } from "#platform/statements.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-migrations-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const landed = listMigrations("migrations");
const migrateWith = (name: string, sql: string) => {
  // A folder holds all that was applied.
  fs.cpSync("migrations", folder, { recursive: true });
  fs.writeFileSync(path.join(folder, name), sql);
  return migrate({ ownerUrl: database.ownerUrl(), appUrl: database.appUrl(), schema: "amity", folder });
};
const isThere = (table: string) =>
  asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query<{ oid: string | null }>("select to_regclass($1) as oid", [table]);
    return found.rows[0]?.oid !== null;
  });

test("a migration that landed is as it was; a new one comes last and onto the list (npm run schema)", () => {
  const frozen = JSON.parse(fs.readFileSync("migrations/frozen.json", "utf8")) as Record<string, string>;
  expect(landed.map(({ name, sha256 }) => [name, sha256])).toEqual(Object.entries(frozen));
});

/** What a cluster refuses (docs/decisions/0016): a constraint beside anything else in one ALTER, several objects in one DROP. */
const CONSTRAINT = /^(add (constraint|foreign key|unique|check|primary key|exclude)|drop constraint)\b/i;
function refusedOf(sql: string): string[] {
  const alters = [...sql.matchAll(/\balter table \S+ ([^;]*)/gi)].map(([, actions = ""]) =>
    actions.split(/,\s*(?=(?:add|alter|drop) )/i),
  );
  const mixed = alters.filter((actions) => actions.length > 1 && actions.some((action) => CONSTRAINT.test(action)));
  const drops = sql.match(/\bdrop (table|index|view|type|function|policy|sequence) (if exists )?[^;(]*,[^;]*/gi) ?? [];
  return [...mixed.flat(), ...drops];
}

test("a migration alters one constraint at a time and drops one object at a time", () => {
  for (const { name, sql } of landed)
    expect([name, statementsOf(sql).flatMap((statement) => refusedOf(statement))]).toEqual([name, []]);
  expect(refusedOf("alter table a add b int, add check (b > 0)")).toHaveLength(2);
  expect(refusedOf("alter table a add b int, add c int")).toEqual([]);
  expect(refusedOf("drop index a, b")).toHaveLength(1);
});

test("a migration is applied once, and not at all when it was changed afterwards", async () => {
  expect(await migrateWith("2999-01-01T0000-a.sql", "create table a (id int primary key);")).toHaveLength(1);
  expect(await migrateWith("2999-01-01T0000-a.sql", "create table a (id int primary key);")).toEqual([]);
  await expect(migrateWith("2999-01-01T0000-a.sql", "create table a (id bigint primary key);")).rejects.toThrow(
    "was changed after it had been applied",
  );
  fs.writeFileSync(path.join(folder, "2999-01-01T0000-a.sql"), "create table a (id int primary key);");
});

test("a database with the other text of a file that was released twice goes on, with no third one", async () => {
  const folderOf = { ownerUrl: database.ownerUrl(), appUrl: database.appUrl(), schema: "amity", folder };
  const put = (hash: string, name: string) =>
    asOwner(database.ownerUrl(), (client) =>
      client.query("update schema_migration set sha256 = $1 where name = $2", [hash, name]),
    );
  for (const [name, other] of Object.entries(RELEASED_TWICE)) {
    const now = landed.find((one) => one.name === name)?.sha256 ?? "";
    expect([name, now]).not.toEqual([name, other]);
    await put(other, name);
    expect(await migrate(folderOf)).toEqual([]);
    await put("0".repeat(64), name);
    await expect(migrate(folderOf)).rejects.toThrow("was changed after it had been applied");
    await put(now, name);
  }
});

test("a migration that fails half-way leaves nothing behind", async () => {
  await expect(
    migrateWith("2999-01-02T0000-b.sql", "create table b (id int primary key); select 1 / 0;"),
  ).rejects.toThrow("2999-01-02T0000-b.sql failed: division by zero. All of it was taken back");
  expect([await isThere("a"), await isThere("b")]).toEqual([true, false]);
});

test("a refused upgrade says that nothing was changed, and what to do", async () => {
  const older = fs.mkdtempSync(path.join(os.tmpdir(), "amity-older-"));
  const start = () =>
    migrate({ ownerUrl: database.ownerUrl(), appUrl: database.appUrl(), schema: "amity", folder: older });
  fs.cpSync("migrations", older, { recursive: true });
  const last = landed.at(-1)?.name ?? "";
  // The table of the tests before stands for what a newer version did.
  await expect(start()).rejects.toThrow(/newer Amity than this one .*Nothing was changed. Start the newer version/s);
  fs.copyFileSync(path.join(folder, "2999-01-01T0000-a.sql"), path.join(older, "2999-01-01T0000-a.sql"));
  fs.rmSync(path.join(older, last));
  await expect(start()).rejects.toThrow(/which this version of Amity does not have.*Install this version whole again/s);
  fs.writeFileSync(path.join(older, last), "select 1;");
  await expect(start()).rejects.toThrow(/was changed after it had been applied.*Install this version whole again/s);
  fs.copyFileSync(path.join("migrations", last), path.join(older, last));
  fs.writeFileSync(path.join(older, "2999-01-03T0000-c.sql"), "create extension nobody_has_this;");
  await expect(start()).rejects.toThrow(/taken back and the database is as it was.*install/s);
  fs.writeFileSync(path.join(older, "2999-01-03T0000-c.sql"), "set role pg_monitor; create table amity.c (id int);");
  await expect(start()).rejects.toThrow(/lacks a right.*start again/s);
  fs.rmSync(older, { recursive: true });
});
