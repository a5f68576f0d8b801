import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import type { KindName } from "#platform/kinds.ts";
import { KINDS, lineOf } from "#platform/kinds.ts";
import { aPerson, aWritable, asOwner, theSameAgain, useDatabase } from "./database.ts";
import { oneOfEach } from "./one-of-each.ts";

const database = useDatabase("demo");
let other: Actor, outside: Actor, mission: Actor;

/** The application's role with nobody's rights, one whose unit has nothing to do with these rows, and a signed-in guest. */
beforeAll(async () => {
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      `with made as (insert into unit (path, parent_id, kind, code, name, name_in)
        select 'vufo.elsewhere', id, 'chapter', 'elsewhere', 'x', '{}' from unit where code = 'vufo' returning id, path)
      insert into unit_place (unit_id, path, valid) select id, path, '{[2020-01-01,)}' from made`,
    ),
  );
  other = await aPerson("unit_officer", "elsewhere");
  mission = await aPerson("mission_officer", "thanh_hoa_ru");
  outside = await aPerson("partner", "vufo");
  await asOwner(database.ownerUrl(), async (client) => {
    await oneOfEach(client);
    await client.query("update delegation set visibility = 'confidential' where unit_path = 'vufo.association_fr'");
  });
});

/** Who reads a table's rows beyond their unit, as the register says it of the kind of record that the table is, or is a part of. */
function readBy(table: string) {
  const [kind] = (Object.keys(KINDS) as KindName[])
    .filter((one) => table === one || table.startsWith(`${one}_`))
    .toSorted((one, other) => other.length - one.length);
  return kind && lineOf(kind).readBy;
}
/** How to reach a partner stays with whoever keeps it; tests/own-rights.test.ts has the tables of sign-in. The register of partners, the calendar, the tree and the log are common knowledge inside. */
const isUnionWide = (table: string) =>
  table !== "partner_contact_point" &&
  (table === "history" || table === "history_seal" || WITH_ITS_RECORD.has(table) || readBy(table) !== undefined);
/** What is said is read with the record it is about: partners and projects here; src/modules/exchanges asks the rest. */
const WITH_ITS_RECORD = new Set(["exchange", "exchange_owed", "exchange_settlement"]);
/** Outside users need the names of units and the routes' existence is no secret; they see no row of work. */
const isForOutside = (table: string) => readBy(table) === "everybody";
/** Own rows of the person, which the test's people have none or one of. */
const OWN = new Set(["access_appointment"]);

/** What was answered, settled, told, decided and sent stays as it is. */
const NEVER_CHANGED = new Set([
  "delegation_paper",
  "delegation_talking_points",
  "delegation_version",
  "exchange_answer",
  "exchange_opening",
  "exchange_settlement",
  "history",
  "history_check",
  "history_seal",
  "history_shape",
  "report",
]);
/** Nobody but the person, not even the machine. */
const OF_A_PERSON = new Set(["idempotency_key"]);

const businessTables = await asTables();

async function asTables(): Promise<string[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString: (process.env.AMITY_TEST_OWNER ?? "").replace("/amity?", "/template_bare?"),
  });
  await client.connect();
  const found = await client.query<{ relname: string }>(
    // An address is everybody's, and nobody's to write: tests/rights-placed.test.ts.
    "select relname from pg_class where relnamespace = 'amity'::regnamespace and relkind = 'r' and relrowsecurity and relname not like 'auth_%' and relname <> 'union_address' order by 1",
  );
  await client.end();
  return found.rows.map((row) => row.relname);
}

const count = (actor: Actor, sql: string) =>
  inWork(actor, async (work) => (await work.client.query<{ count: number }>(sql)).rows[0]?.count);
const reads = async (actor: Actor, table: string) => Number(await count(actor, `select count(*) from ${table}`)) > 0;
/** How many rows a statement reaches, or that a right refused it; a statement that fails for anything else is said as it failed. */
const attempt = (actor: Actor, sql: string) =>
  inWork(actor, async (work) => (await work.client.query(sql)).rowCount).catch((cause: Error) =>
    /row-level security|permission denied/.test(cause.message) ? "refused" : cause.message,
  );

describe.each(businessTables)("%s", (table) => {
  test("holds rows, so that seeing none means something", async () => {
    const rows = await asOwner(
      database.ownerUrl(),
      async (client) => (await client.query<{ count: number }>(`select count(*) from ${table}`)).rows[0]?.count,
    );
    expect(rows).toBeGreaterThan(0);
  });

  test("an anonymous visitor reads nothing and takes nothing out", async () => {
    expect(await count(anonymous, `select count(*) from ${table}`)).toBe(0);
    expect([0, "refused"]).toContain(await attempt(anonymous, `delete from ${table}`));
  });

  test("an outside user reads what the register says is open to everybody, and writes nothing", async () => {
    if (!OWN.has(table)) expect(await reads(outside, table)).toBe(isForOutside(table));
    expect([0, "refused"]).toContain(await attempt(outside, `delete from ${table}`));
    const column = await aWritable(database.ownerUrl(), table);
    for (const actor of [anonymous, outside])
      expect([0, "refused"]).toContain(await attempt(actor, `update ${table} set ${column} = ${column}`));
  });

  test("a user of another unit reads what the register says, and changes nothing", async () => {
    if (!OWN.has(table)) expect(await reads(other, table)).toBe(isUnionWide(table));
    expect([0, "refused"]).toContain(await attempt(other, `delete from ${table}`));
    const column = await aWritable(database.ownerUrl(), table);
    const changed = await attempt(
      other,
      `update ${table} set ${column} = ${column}${OWN.has(table) ? " where user_id <> actor_user()" : table === "unit" ? " where code <> 'elsewhere'" : ""}`,
    );
    expect([0, "refused"]).toContain(changed);
  });

  test("nobody else puts a row there for the unit whose it is", async () => {
    const [again, values] = await theSameAgain(database.ownerUrl(), table);
    for (const actor of [anonymous, outside, other])
      await expect(inWork(actor, (work) => work.client.query(again, values))).rejects.toThrow(
        "violates row-level security policy",
      );
  });

  test("who may change a row does not move it to where nothing may be written", async () => {
    const [row] = await asOwner(database.ownerUrl(), async (client) => {
      const placed = await client.query(
        "select 1 from pg_attribute where attrelid = $1::regclass and attname = 'named_user_ids'",
        [table],
      );
      if (placed.rowCount === 0 || NEVER_CHANGED.has(table)) return [];
      return (
        await client.query<{ unit_path: string }>(
          `select unit_path from ${table} where visibility <> 'confidential' and unit_path <> 'vufo' limit 1`,
        )
      ).rows;
    });
    if (!row) return;
    const own = { ...other, paths: [row.unit_path] };
    const set = (change: string) =>
      inWork(own, (work) => work.client.query(`update ${table} set ${change} where unit_path = '${row.unit_path}'`));
    // Seen by all, so that it is refused for where it stands and not because the reader would see it no more.
    await expect(set("unit_path = 'vufo.elsewhere', visibility = 'union'")).rejects.toThrow(
      "violates row-level security policy",
    );
    expect((await set("unit_path = unit_path")).rowCount).toBeGreaterThan(0);
  });

  test("the machine reads all of it, and no right keeps it from writing", async () => {
    if (OF_A_PERSON.has(table)) return;
    const [all] = await asOwner(
      database.ownerUrl(),
      async (client) => (await client.query<{ count: number }>(`select count(*) from ${table}`)).rows,
    );
    expect(await count(system, `select count(*) from ${table}`)).toBe(all?.count);
    const [again, values] = await theSameAgain(database.ownerUrl(), table);
    const said = await inWork(system, (work) => work.client.query(again, values)).catch((cause: Error) => cause);
    expect(String(said)).not.toContain("row-level security");
  });
});

test("union-wide rows can still not be changed from another unit", async () => {
  expect(await attempt(mission, "update partner set name = 'x' where unit_path = 'vufo.association_fr'")).toBe(0);
  expect(await attempt(mission, "update activity set title = 'x' where not unit_path <@ 'vufo.thanh_hoa'")).toBe(0);
  expect(
    await attempt(
      mission,
      "insert into activity (kind, title, level, starts_on, host_paths, unit_id, unit_path) select 'visit', 'x', 'local', '2026-01-01', '{vufo}', id, path from unit where code = 'ha_noi'",
    ),
  ).toBe("refused");
});
