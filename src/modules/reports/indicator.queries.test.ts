import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { readScope } from "./indicator.queries.server.ts";

useDatabase();
let leader: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
});
const scopeOf = (asked: Parameters<typeof readScope>[1]) => inReading(leader, (work) => readScope(work, asked));
const thisYear = today().slice(0, 4);

test("where nothing is said a figure is of the whole union, of this year as far as it has come, in the tree of now", async () => {
  expect(await scopeOf({})).toEqual({
    year: Number(thisYear),
    asOf: today(),
    unitId: leader.unitId,
    unitPath: "vufo",
    tree: "now",
  });
});

test("a year that is over is asked at its end, one to come as of today, and a day that is named as of that day", async () => {
  expect((await scopeOf({ year: "2019" })).asOf).toBe("2019-12-31");
  expect(await scopeOf({ year: String(Number(thisYear) + 1) })).toMatchObject({ asOf: today() });
  expect(await scopeOf({ year: "2019", as_of: "2019-06-30" })).toMatchObject({ year: 2019, asOf: "2019-06-30" });
});

test("a unit is named by its code or key, and one that nobody knows is refused", async () => {
  const hanoi = await scopeOf({ unit: "ha_noi", tree: "then" });
  expect(hanoi).toMatchObject({ unitPath: "vufo.ha_noi", tree: "then" });
  expect(await scopeOf({ unit: hanoi.unitId })).toMatchObject({ unitPath: "vufo.ha_noi" });
  await expect(scopeOf({ unit: "atlantis" })).rejects.toThrow("rule_no_such_unit");
});
