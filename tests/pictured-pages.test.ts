import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { addDays, today } from "#platform/time.ts";
import * as partnerPage from "../src/routes/(desk)/partners/[partnerId]/+page.server.ts";
import * as unitPage from "../src/routes/(desk)/units/[unitId]/+page.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./lists.ts";

const database = useDatabase("demo");
let leader: Actor;
let hanoi: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const query = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Record<string, string>>(sql, values)).rows);

type Timeline = { years: { label: string; value: number; href: string }[]; events: { on_date: string }[] };

test("each column of a partner's years opens as much of its timeline as it says, of what the reader may see", async () => {
  const [busiest] = await query(
    "select partner_id as id from partner_event group by 1 order by count(distinct extract(year from on_date)) desc limit 1",
  );
  const partnerId = busiest?.id ?? "";
  const open = (actor: Actor, address = "") =>
    ask(partnerPage.load, actor, address, { partnerId }) as Promise<unknown> as Promise<Timeline>;
  for (const actor of [leader, hanoi]) {
    const { years, events } = await open(actor);
    expect(years.reduce((sum, one) => sum + one.value, 0)).toBe(events.length);
    for (const { label, value, href } of years) {
      const { search, hash } = new URL(href, "http://amity.example");
      const narrowed = await open(actor, search.slice(1));
      expect([label, narrowed.events.length, hash]).toEqual([label, value, "#timeline"]);
      expect(narrowed.events.every((one) => one.on_date.startsWith(label))).toBe(true);
      expect(narrowed.years).toEqual(years);
    }
  }
  const [all, own] = [await open(leader), await open(hanoi)];
  expect(all.events.length).toBeGreaterThan(0);
  expect(own.events.length).toBeLessThanOrEqual(all.events.length);
});

type Unit = {
  on: string;
  posts: { title: string; holders: { holder_name: string }[]; vacantSince: string | null }[];
  members: { id: string }[];
};

test("who holds the posts of a unit and who its members are is said as on a day, and what is vacant is named", async () => {
  const [[root], others] = [
    await query("select id from unit where parent_id is null"),
    await query("select id from unit where kind = 'central_association' and closed_on is null order by path limit 2"),
  ];
  const unitId = root?.id ?? "";
  const open = (on?: string) =>
    ask(unitPage.load, leader, on ? `on=${on}` : "", { unitId }) as Promise<unknown> as Promise<Unit>;
  const president = async (on?: string) => {
    const { posts } = await open(on);
    const [post] = posts.filter((one) => one.title === "Chủ tịch");
    return [post?.holders.map((one) => one.holder_name), post?.vacantSince];
  };
  expect(await president()).toEqual([["Phan Minh Anh"], null]);
  expect(await president("2024-01-09")).toEqual([[], null]);
  const ended = addDays(today(), -30);
  await query("update unit_post set until_on = $1 where title = 'Chủ tịch'", [ended]);
  expect(await president()).toEqual([[], ended]);
  expect(await president(addDays(ended, -1))).toEqual([["Phan Minh Anh"], null]);
  const [first, second] = others;
  await query(
    `insert into unit_membership (in_unit_id, member_unit_id, from_on, until_on) values ($1, $2, '2020-01-01', '2022-01-01'), ($1, $3, '2021-01-01', null)`,
    [unitId, first?.id, second?.id],
  );
  const members = async (on?: string) => {
    const ids = (await open(on)).members.map((one) => one.id);
    return [first, second].map((one) => ids.includes(one?.id ?? ""));
  };
  expect(await members("2020-06-01")).toEqual([true, false]);
  expect(await members("2021-06-01")).toEqual([true, true]);
  expect(await members()).toEqual([false, true]);
});
