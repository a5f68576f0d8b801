import { beforeAll, describe, expect, test } from "vitest";
import { listDemoAccounts, findActor } from "#modules/access/access.queries.server.ts";
import { activityList } from "#modules/activities/activity.queries.server.ts";
import { aidProjectList } from "#modules/aid-projects/aid-project.queries.server.ts";
import { unitList } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading } from "#platform/db.server.ts";
import type { Page } from "#platform/list.ts";
import { withLanguages } from "#platform/names.ts";
import { useDatabase } from "./database.ts";

/** Lists that the database writes as JSON say to everybody what their rows say, field by field and in the same order. */
useDatabase("demo");

type Pages = {
  list: (work: Work, filter: never) => Promise<Page<object>>;
  text: (work: Work, filter: never) => Promise<Page<string>>;
};
const LISTS: Record<string, { pages: Pages; filters: object[] }> = {
  activities: {
    pages: activityList as unknown as Pages,
    filters: [{}, { unit_path: "vufo" }, { country: "FR" }, { q: "giao luu" }, { year: "2025", status: "held" }],
  },
  "aid-projects": { pages: aidProjectList as unknown as Pages, filters: [{}, { year: "2025" }, { country: "US" }] },
  units: { pages: unitList as unknown as Pages, filters: [{}, { kind: "provincial_union" }, { q: "ha noi" }] },
};

let actors: [email: string, actor: Actor][] = [];
beforeAll(async () => {
  const accounts = await inReading(system, async (work) => {
    const known = await listDemoAccounts(work);
    const people = await work.trx.selectFrom("auth_user").select(["auth_user.id", "auth_user.email"]).execute();
    return known.flatMap(({ email }) => people.filter((one) => one.email === email));
  });
  const found = accounts.map(async ({ id, email }) => [email, await findActor(id, undefined)] as const);
  actors = (await Promise.all(found)).flatMap(([email, actor]) => (actor ? [[email, actor] as [string, Actor]] : []));
});

test("everybody of the demo reads them", () => {
  expect(actors.length).toBeGreaterThanOrEqual(14);
});

describe.each(Object.entries(LISTS))("%s", (_name, { pages, filters }) => {
  test.each(filters.map((filter) => [JSON.stringify(filter), filter]))("narrowed by %s", async (_said, filter) => {
    let rows = 0;
    for (const [email, actor] of actors)
      for (const limit of [3, 50]) {
        const asked = { ...filter, limit } as never;
        const page = await inReading(actor, (work) => pages.list(work, asked));
        // The first time the database is asked for rows: what it makes of them is known from then on.
        for (const _time of [1, 2]) {
          const said = await inReading(actor, (work) => pages.text(work, asked));
          const read = said.items.map((one) => JSON.stringify(JSON.parse(one)));
          expect([email, read]).toEqual([email, page.items.map((one) => JSON.stringify(withLanguages(one)))]);
          expect([email, said.next_cursor]).toEqual([email, page.next_cursor]);
        }
        rows += page.items.length;
      }
    expect(rows).toBeGreaterThan(0);
  });
});
