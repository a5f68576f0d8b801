import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { ownRights, recordHistory } from "#platform/history.server.ts";
import { sealHistory, verifyHistory } from "#platform/seal.server.ts";
import { MARK, strikeLines } from "#platform/strike.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const CASE = crypto.randomUUID();
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

const owner = <Row extends object>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);
const seal = () => asOwner(database.ownerUrl(), (client) => sealHistory(client, "2999-01-01"));
const verify = () => asOwner(database.ownerUrl(), verifyHistory);
/** As days were sealed before: over the words themselves. */
const sealAsBefore = () =>
  owner(`insert into history_seal (day, first_id, last_id, lines, previous_hash, hash)
    select min((at at time zone 'UTC')::date), min(id), max(id), count(*), repeat('0', 64), encode(sha256(convert_to(repeat('0', 64) ||
      string_agg(concat_ws(e'\\x1f', id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(user_id::text, ''), user_name,
        coalesce(on_behalf_of::text, ''), unit_id, subject_kind, subject_id, action, coalesce(before::text, ''), coalesce(after::text, '')) || e'\\n', '' order by id), 'UTF8')), 'hex')
    from history`);

let line = 0;
beforeEach(async () => {
  await owner("delete from history_struck");
  await owner("delete from history_seal");
  await owner("delete from history");
  const id = crypto.randomUUID();
  for (const name of ["Lan", "Minh"])
    await inWork(office, (work) =>
      recordHistory(work, {
        subject: ["partner", id],
        action: "edited",
        rights: ownRights(work),
        before: { name: null, city: "Huế" },
        after: { name, city: "Hà Nội" },
      }),
    );
  line = (await owner<{ id: number }>("select min(id) as id from history"))[0]?.id ?? 0;
});
const strike = (fields = ["name"]) => inWork(system, (work) => strikeLines(work, CASE, [{ line, fields }]));
const said = async () => (await owner("select before, after from history where id = $1", [line]))[0];

test.each([
  ["sealed as today", seal],
  ["sealed over the words, as before", sealAsBefore],
])("what is struck out of a day %s is gone, and the chain stays proven", async (_how, sealed) => {
  await sealed();
  expect(await verify()).toMatchObject({ broken: [], struck: 0, lines: 2 });
  await strike();
  expect(await said()).toEqual({ before: { name: null, city: "Huế" }, after: { name: MARK, city: "Hà Nội" } });
  expect(await verify()).toMatchObject({ broken: [], struck: 1, lines: 2 });
  await strike(["city"]);
  expect(await said()).toEqual({ before: { name: null, city: MARK }, after: { name: MARK, city: MARK } });
  expect((await verify()).broken).toEqual([]);
  expect(JSON.stringify(await owner("select * from history_struck"))).not.toMatch(/Lan|Huế/);
});

test("a line struck before its day was sealed is sealed as it was", async () => {
  await strike();
  await seal();
  expect(await verify()).toMatchObject({ broken: [], struck: 1 });
});

test.each([
  "update history set user_name = 'another' where id = $1",
  "update history set action = 'created' where id = $1",
  "update history_struck set after_sha256 = before_sha256 where history_id = $1",
  "delete from history_struck where history_id = $1",
  `update history set after = '{"name": "Hoa"}' where id = $1 + 1`,
])("of a struck line and beside it everything else is proven as before: %s", async (harm) => {
  await sealAsBefore();
  await strike();
  await owner(harm.replaceAll("$1", String(line)));
  expect((await verify()).broken).toHaveLength(1);
});

test("out of a day that is not as it was sealed nothing is struck", async () => {
  await sealAsBefore();
  await owner("update history set user_name = 'another' where id = $1", [line]);
  await expect(strike()).rejects.toThrow("rule_history_broken");
  expect(await said()).toMatchObject({ after: { name: "Lan" } });
});

test("the application strikes through the function alone, and can say nothing through it", async () => {
  const tried = async (actor: Actor, sql: string) =>
    inWork(actor, ({ client }) => client.query(sql)).then(
      () => "done",
      (cause: Error) => cause.message,
    );
  expect(await tried(office, `select history_strike(${line}, '{name}', '${CASE}')`)).toMatch(
    /done|permission|security/,
  );
  expect(await said()).toMatchObject({ after: { name: "Lan" } });
  for (const sql of [
    `update history set after = '{}' where id = ${line}`,
    `insert into history_struck (history_id, before_sha256, after_sha256, fields, case_id) values (${line}, 'x', 'x', '{}', '${CASE}')`,
    "delete from history_struck",
    "update history_struck set after_sha256 = 'x'",
    "update history_seal set again_hash = 'x'",
  ])
    expect([sql, await tried(system, sql)]).toEqual([sql, expect.stringContaining("permission denied")]);
});
