import fs from "node:fs";
import { expect, test } from "vitest";
import { asOwner, useDatabase } from "./database.ts";

// What a release before knew from its code, an upgraded database says of itself; a new one says nothing yet.

const before = useDatabase();
const SEEDS = fs.readFileSync("migrations/2026-11-26T0732-identity.sql", "utf8").split(/^(?=insert into identity)/m)[1];
const LAID_OUT = /^update identity.*$/m.exec(
  fs.readFileSync("migrations/2026-11-27T0870-paper-layout.sql", "utf8"),
)?.[0];

test("a database that has a union goes on as it was; one that has none stays nobody's", async () => {
  const seeded = await asOwner(before.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'; begin; delete from identity");
    await client.query(SEEDS ?? "");
    await client.query(LAID_OUT ?? "");
    const { rows } = await client.query("select country, zone, calendar, language, accent, paper_layout from identity");
    await client.query("rollback");
    return rows;
  });
  expect(seeded).toEqual([
    {
      ...{ country: "VN", zone: "Asia/Ho_Chi_Minh", calendar: "vn", language: "vi", accent: null },
      paper_layout: "decree_30_2020",
    },
  ]);
  const empty = (process.env.AMITY_TEST_OWNER ?? "").replace("/amity?", "/template_empty?");
  expect(await asOwner(empty, async (client) => (await client.query("select from identity")).rowCount)).toBe(0);
});
