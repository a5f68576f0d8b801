import { beforeAll, describe, expect, test } from "vitest";
import { endPost, fillPost } from "#modules/units/unit.commands.server.ts";
import { listUnitParts } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import * as unitPage from "../src/routes/(desk)/units/+page.server.ts";
import { aPerson, useDatabase } from "./database.ts";
import { ask } from "./lists.ts";

useDatabase("demo");
let leader: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
});

type Unit = { id: string; kind: string; name: string; isFound: boolean; members: number; post: object | null };
type Grown = { one: Unit; below: number; found: number; children: Grown[]; more: number };
type Tree = { branches: Grown[]; found: number; missions: number; filter: { on: string } };

describe("the tree of units", () => {
  const tree = async (query: string) => (await ask(unitPage.load, leader, query)) as Tree;
  const flat = (branches: Grown[]): Unit[] => branches.flatMap(({ one, children }) => [one, ...flat(children)]);
  const found = async (query: string) => flat((await tree(query)).branches).filter((one) => one.isFound);

  test("is shown of a day and of a kind, with those above", async () => {
    const whole = await tree("");
    expect(whole.filter.on).toBe(today());
    expect(flat(whole.branches).some((unit) => unit.kind === "mission")).toBe(false);
    expect(flat(whole.branches)).toHaveLength(whole.found);
    expect(whole.found).toBeGreaterThan(10);
    expect(new Set((await found("kind=mission")).map((unit) => unit.kind))).toEqual(new Set(["mission"]));
    const [top] = (await tree("kind=provincial_association")).branches;
    expect([top?.one.kind, top?.one.isFound]).toEqual(["union", false]);
    expect(await found("on=1900-01-01")).toEqual([]);
  });

  test("is searched by any name that a unit had, and says how many missions are found beside", async () => {
    const asked = await tree("q=ha+noi");
    expect(flat(asked.branches).some((one) => one.isFound && one.name.includes("Hà Nội"))).toBe(true);
    expect(asked.found).toBe(flat(asked.branches).filter((one) => one.isFound).length);
    const paris = await tree("q=paris");
    expect((await tree("q=paris&kind=mission")).found).toBe(paris.missions);
    expect(paris.missions).toBeGreaterThan(0);
  });

  test("says who held the first post on that day, that it is vacant, and how many were members", async () => {
    const office = await aPerson("office", "vufo");
    const on = async (day: string) => (await tree(`on=${day}`)).branches[0]?.one;
    expect(await on(today())).toMatchObject({ post: { title: "Chủ tịch", holder: "Phan Minh Anh" } });
    expect((await on("2023-12-31"))?.post).toBeNull();
    const id = (await on(today()))?.id ?? "";
    const { posts } = await inReading(office, (work) => listUnitParts(work, id));
    const post = posts.find((one) => one.title === "Chủ tịch")?.id ?? "";
    await inWork(office, (work) => endPost(work, id, { id: post, until_on: "2025-06-01" }));
    expect(await on("2025-05-31")).toMatchObject({ post: { holder: "Phan Minh Anh" } });
    expect(await on("2025-06-01")).toMatchObject({ post: { title: "Chủ tịch", holder: null } });
    await inWork(office, (work) =>
      fillPost(work, id, {
        title: "Chủ tịch",
        title_in: {},
        holder_name: "Lê Mới",
        from_on: "2025-07-01",
        planned_until_on: undefined,
        is_full_time: true,
      }),
    );
    expect(await on("2025-06-30")).toMatchObject({ post: { holder: null } });
    expect(await on("2025-07-01")).toMatchObject({ post: { holder: "Lê Mới" } });
    const members = flat((await tree("")).branches).filter((one) => one.members > 0);
    for (const one of members.slice(0, 3)) {
      const parts = await inReading(office, (work) => listUnitParts(work, one.id));
      expect([one.name, parts.members.length]).toEqual([one.name, one.members]);
    }
  });
});
