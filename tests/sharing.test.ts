import { beforeAll, describe, expect, test } from "vitest";
import { findActor } from "#modules/access/access.queries.server.ts";
import { RESOURCES, eachResource } from "#modules/resources.server.ts";
import { findSharing, listReaders, rightsIn } from "#modules/sharing/sharing.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { FOLLOWERS } from "#platform/rights.server.ts";
import { asOwner, useDatabase } from "./database.ts";

/** The page "Who can see this" beside what each person of the demo really reads. */
const database = useDatabase("demo");
const people: Actor[] = [];
const asked: Record<string, string[]> = {};

/** A record of each combination of rights that a kind has, so that every branch of the rule is asked. */
const OF_EACH = (table: string, hasRights: boolean) =>
  hasRights
    ? `select distinct on (unit_path, visibility, shared_paths, named_user_ids) id from ${table} order by unit_path, visibility, shared_paths, named_user_ids, id`
    : `select id from ${table} order by id limit 5`;

beforeAll(async () => {
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query(`
      insert into import (kind, status, file_name, file_sha256, unit_id, unit_path) select 'partners', 'tried', 'x.xlsx', 'x', id, path from unit where code = 'ha_noi';
      insert into access_appointment (user_id, unit_id, unit_path, role, from_on)
        select auth_user.id, unit.id, unit.path, 'press', '2020-01-01' from auth_user, unit where email = 'province.hanoi@demo.example' and code = 'can_tho';
      insert into access_appointment (user_id, unit_id, unit_path, role, from_on, until_on)
        select auth_user.id, unit.id, unit.path, 'leader', '2020-01-01', '2021-01-01' from auth_user, unit where email = 'press@demo.example' and code = 'vufo';`);
    // One visit for each way in that the demo may lack.
    const visits = (
      await client.query<{ id: string }>("select id from delegation where visibility = 'unit' order by id limit 6")
    ).rows;
    const set = (index: number, change: string) =>
      client.query(`update delegation set ${change} where id = $1`, [visits[index]?.id]);
    const who = (mail: string) => `array(select id from auth_user where email = '${mail}@demo.example')`;
    await set(0, `visibility = 'confidential', named_user_ids = ${who("leader")} || ${who("auditor")}`);
    await set(1, `visibility = 'confidential', named_user_ids = ${who("press")}`);
    await set(
      2,
      "shared_paths = array['vufo.thoi_dai']::ltree[] || array(select path from unit where code = 'thoi_dai')",
    );
    await set(3, `named_user_ids = ${who("press")} || ${who("partner")} || ${who("auditor")}`);
    await set(4, "visibility = 'union'");
    await set(5, `visibility = 'confidential', named_user_ids = ${who("partner")}`);
    for (const [kind] of eachResource())
      asked[kind] = (await client.query<{ id: string }>(OF_EACH(kind, kind !== "unit"))).rows.map((row) => row.id);
    const users = await client.query<{ user_id: string; id: string }>(
      "select distinct on (user_id, role) user_id, id from access_appointment where until_on is null order by user_id, role, created_at",
    );
    for (const { user_id, id } of users.rows) {
      const actor = await findActor(user_id, id);
      if (actor) people.push(actor);
    }
  });
});

const keyOf = (one: { userId?: string | undefined; role?: string | undefined }) => `${one.userId} ${one.role}`;

describe.each(Object.keys(RESOURCES) as ResourceKind[])("%s", (kind) => {
  test("the page names exactly those who can read it, each with a reason", async () => {
    const deviations: unknown[] = [];
    let compared = 0;
    expect(asked[kind]?.length).toBeGreaterThan(0);
    for (const id of asked[kind] ?? []) {
      const readers = await inReading(system, async (work) => {
        const record = await RESOURCES[kind].find(work, id);
        return listReaders(work, kind, { id, rights: record && rightsIn(record) });
      });
      const said = new Set(readers.map((one) => `${one.user_id} ${one.role}`));
      for (const actor of people) {
        const rows = await inReading(
          actor,
          async (work) => (await work.client.query(`select from ${kind} where id = $1`, [id])).rowCount,
        );
        compared += 1;
        if (said.has(keyOf(actor)) !== (rows === 1)) deviations.push([id, actor.email, actor.role, rows]);
      }
      deviations.push(...readers.filter((one) => one.why.length === 0));
    }
    expect(compared).toBeGreaterThan(14);
    expect(deviations).toEqual([]);
  });
});

test("whatever is said about a record is seen by whoever sees the record", async () => {
  const about = await asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query<{
      relname: string;
    }>(`select relname from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'amity'::regnamespace and relkind = 'r' and attname in ('subject_id', 'named_user_ids') group by relname having count(*) = 2 order by 1`);
    return found.rows.map((row) => row.relname);
  });
  // What is owed has rights of its own, which follow in modules/exchanges.
  expect(about).toEqual([...FOLLOWERS, "exchange_owed"].toSorted());
});

test("a guest is not told who else sees a record, and nobody hears of one that they do not see", async () => {
  const guest = people.find((one) => one.reach === "outside");
  const [partner = ""] = asked.partner ?? [];
  await expect(inReading(guest as Actor, (work) => findSharing(work, "partner", partner))).rejects.toThrow("not yours");
  const hanoi = people.find((one) => one.role === "unit_officer") as Actor;
  const seen = await Promise.all(
    (asked.delegation ?? []).map((id) => inReading(hanoi, (work) => findSharing(work, "delegation", id))),
  );
  expect(seen.some((one) => one === undefined)).toBe(true);
});

test("every page of a record leads there", async () => {
  const { default: fs } = await import("node:fs");
  const { lineOf } = await import("#platform/kinds.ts");
  for (const [kind] of eachResource()) {
    const list = lineOf(kind).list ?? "";
    const folder = `src/routes/(desk)/${list}`;
    const [page = ""] = fs.readdirSync(folder).filter((name) => /^\[\w+\]$/.test(name));
    const text = fs.readFileSync(`${folder}/${page}/+page.svelte`, "utf8");
    expect(text).toMatch(new RegExp(`record="/${list}/\\{one\\.id\\}"|/${list}/\\{one\\.id\\}/sharing`));
  }
});
