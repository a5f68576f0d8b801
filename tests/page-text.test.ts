import { sql } from "kysely";
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
import { listOf } from "#platform/page-text.server.ts";
import { asOwner, useDatabase } from "./database.ts";

/** Lists that the database writes as JSON say to everybody what their rows say, field by field and in the same order. */
const database = useDatabase("demo");
// Instants are the same wherever the database's clock stands.
beforeAll(() =>
  asOwner(database.ownerUrl(), async (client) => {
    const { rows } = await client.query<{ name: string }>("select quote_ident(current_database()) as name");
    await client.query(`alter database ${rows[0]?.name} set timezone = 'Asia/Kolkata'`);
  }),
);

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

const ODD = {
  "instants, decimals, counts and lists": (row: typeof sql) => [
    row`timestamptz '2024-03-05 23:30:08.9+07'`.as("written_at"),
    row`null::timestamptz`.as("settled_at"),
    row`unnest(array[12.50, 0.00, 1000000, 0.1])`.as("amount_usd"),
    row`(select count(*) from unit)`.as("units"),
    row`date '2024-02-29'`.as("on_date"),
    row`array['vufo.ha_noi', 'vufo']::ltree[]`.as("paths"),
    row`array['FR', null]`.as("countries"),
  ],
  "names, one of them said in a language already": (row: typeof sql) => [
    row`'Hội "Hữu nghị"'`.as("name"),
    row`'{"en": "A society", "fr": "Une société"}'::jsonb`.as("name_in"),
    row`'Việc'`.as("title"),
    row`'{"vi": "Việc khác"}'::jsonb`.as("title_in"),
    row`'of its own'`.as("title_en"),
  ],
  "objects that are no names": (row: typeof sql) => [
    row`'{"b": 1, "a": {"name": "x", "name_in": {"en": "y"}}}'::jsonb`.as("facts"),
    row`'{"en": "of nothing"}'::jsonb`.as("other_in"),
  ],
  "an object as it was written": (row: typeof sql) => [row`'{"name":"x","name_in":{"en":"y"}}'::json`.as("plain")],
};

test.each(Object.entries(ODD))("a list of %s says what its rows say", async (_what, columns) => {
  const pages = listOf({
    filter: activityList.filter,
    page: ({ trx }) => ({ rows: trx.selectNoFrom(columns(sql) as never), limit: 9, cursorOf: String }),
    count: () => Promise.resolve(0),
  });
  const rows = await inReading(system, (work) => pages.list(work, {} as never));
  for (const _time of [1, 2]) {
    const said = await inReading(system, (work) => pages.text(work, {} as never));
    expect(said.items.map((one) => JSON.stringify(JSON.parse(one)))).toEqual(
      rows.items.map((one) => JSON.stringify(withLanguages(one))),
    );
  }
});
