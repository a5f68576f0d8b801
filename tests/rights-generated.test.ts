import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { anonymous } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { caller, keyOf } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import type { Rows } from "./rights-generated.ts";
import { anActor, compareBySql, dice, personOf, readRows, shuffleRights, TABLES } from "./rights-generated.ts";
import type { Placed } from "./rights-told.ts";
import { LISTS, mayChange, mayRead, mayReach } from "./rights-told.ts";

/** `AMITY_RIGHTS=whole npm run rights` asks 20,000 times by SQL and 100,000 times over HTTP; the gate a sample. */
const IS_WHOLE = process.env.AMITY_RIGHTS === "whole";
const BY_SQL = IS_WHOLE ? 20_000 : 1600;
const BY_HTTP = IS_WHOLE ? 100_000 : 400;
const seed = Number(process.env.AMITY_RIGHTS_SEED ?? 20_261_126);

const database = useDatabase("demo");
const PATHS = ["vufo", "vufo.ha_noi", "vufo.can_tho", "vufo.association_fr", "vufo.thanh_hoa"];
const PLACES = ["vufo", "ha_noi", "can_tho", "thanh_hoa"];
const people: Actor[] = [];
const ids = () => people.flatMap((person) => person.userId ?? []);
let rows: Rows;

beforeAll(async () => {
  for (const role of [
    "leader",
    "office",
    "unit_officer",
    "mission_officer",
    "press",
    "auditor",
    "partner",
    "foreign_ngo",
  ] as const)
    people.push(await aPerson(role, PLACES[people.length % PLACES.length] ?? "vufo"));
  await asOwner(database.ownerUrl(), async (client) => {
    await shuffleRights(client, seed, PATHS, ids());
    rows = await readRows(client, IS_WHOLE ? 60 : 12);
  });
});

test("every table with rows of business has its line in docs/rights.md, and no other", async () => {
  const { rows: placed } = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ name: string }>(
      `select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'named_user_ids'
        where relnamespace = 'amity'::regnamespace and relkind = 'r' order by 1`,
    ),
  );
  expect(placed.map((one) => one.name)).toEqual(TABLES.toSorted());
});

test("by SQL as the application's role", { timeout: 3_600_000 }, async () => {
  const roll = dice(seed);
  const differing: string[] = [];
  for (let checked = 0; checked < BY_SQL;) {
    const table = TABLES[roll(TABLES.length)] ?? "";
    const some = rows.get(table) ?? [];
    if (some.length === 0) continue;
    differing.push(...(await compareBySql(anActor(roll, PATHS, ids()), table, some)));
    checked += 2 * some.length;
  }
  expect(differing.slice(0, 5)).toEqual([]);
});

const TABLE_OF: Record<string, string> = {
  partners: "partner",
  delegations: "delegation",
  activities: "activity",
  "aid-projects": "aid_project",
};

test("over HTTP", { timeout: 7_200_000 }, async () => {
  const roll = dice(seed + 1);
  const keys = new Map<Actor, string>();
  for (const person of people) keys.set(person, await keyOf(person));
  const records = new Map<string, (Placed & { id: string })[]>();
  for (const list of LISTS)
    records.set(
      list,
      await asOwner(
        database.ownerUrl(),
        async (client) =>
          (
            await client.query<Placed & { id: string }>(
              `select id, unit_path::text, visibility::text, shared_paths::text[], named_user_ids::text[] from ${TABLE_OF[list]} order by id limit 300`,
            )
          ).rows,
      ),
    );
  const differing: string[] = [];
  const statuses: Record<string, number> = {};
  for (let checked = 0; checked < BY_HTTP; checked += 1) {
    const person = people[roll(people.length)] ?? anonymous;
    const list = LISTS[roll(LISTS.length)] ?? "";
    const some = records.get(list) ?? [];
    const row = some[roll(some.length)];
    if (!row) continue;
    const { status } = await caller(() => keys.get(person) ?? "")("GET", `/${list}/${row.id}`);
    statuses[status] = (statuses[status] ?? 0) + 1;
    const expected = mayReach(list, personOf(person)) && mayRead(TABLE_OF[list] ?? "", personOf(person), row);
    if ((status === 200) !== expected || status >= 500)
      differing.push(`${person.role} of ${person.paths.join(" ")} GET ${list} ${JSON.stringify(row)}: ${status}`);
  }
  expect(differing.slice(0, 5)).toEqual([]);
  // Both answers were met, or nothing was compared.
  expect(Number(statuses[200])).toBeGreaterThan(BY_HTTP / 20);
  expect(Number(statuses[404])).toBeGreaterThan(BY_HTTP / 20);
});

test("passports are selected by nobody, and given to the officers whose visit it is", async () => {
  const officers = ["office", "desk_officer", "unit_officer", "association_officer"];
  const { visits } = await asOwner(database.ownerUrl(), async (client) => {
    await client.query("update delegation_member set passport_number = 'C1234567'");
    const found = await client.query<Placed & { id: string }>(
      "select distinct delegation_id as id, unit_path::text, visibility::text, shared_paths::text[], named_user_ids::text[] from delegation_member limit 60",
    );
    return { visits: found.rows };
  });
  expect(visits.length).toBeGreaterThan(5);
  const roll = dice(seed + 2);
  for (let number = 0; number < 60; number += 1) {
    const actor = anActor(roll, PATHS, ids());
    const visit = visits[number % visits.length];
    if (!visit) continue;
    const given = await inWork(
      actor,
      async (work) =>
        (await work.client.query("select passport_number from delegation_passports($1)", [visit.id])).rowCount,
    );
    const isOfficer = actor.reach === "system" || officers.includes(actor.role ?? "");
    const may = isOfficer && mayChange("delegation_member", personOf(actor), visit);
    expect([actor.role, actor.paths, visit, Number(given) > 0]).toEqual([actor.role, actor.paths, visit, may]);
    await expect(
      inWork(actor, (work) => work.client.query("select passport_number from delegation_member")),
    ).rejects.toThrow("permission denied");
  }
});
