import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { readReportScope, readScope } from "./indicator.queries.server.ts";

const database = useDatabase();
afterEach(() => vi.unstubAllEnvs());
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

test("no day lies ahead: what is asked as of one is asked as of today", async () => {
  vi.stubEnv("AMITY_NOW", "2026-11-26T05:00:00Z");
  expect(await scopeOf({ year: "2026", as_of: "2026-12-31" })).toMatchObject({ year: 2026, asOf: "2026-11-26" });
  expect(await scopeOf({ year: "2025", as_of: "2026-12-31" })).toMatchObject({ year: 2025, asOf: "2026-11-26" });
});

test("a report is of the actor's own unit where none is named, a figure of the union that the unit stands in", async () => {
  const officer = await aPerson("unit_officer", "ha_noi");
  const of = (read: typeof readScope, asked = {}) => inReading(officer, (work) => read(work, asked));
  expect(await of(readReportScope)).toMatchObject({ unitPath: "vufo.ha_noi", unitId: officer.unitId });
  expect(await of(readReportScope, { unit: "can_tho" })).toMatchObject({ unitPath: "vufo.can_tho" });
  expect(await of(readScope)).toMatchObject({ unitPath: "vufo" });
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      `insert into unit (path, kind, code, name, name_in, created_at) values ('another', 'union', 'another', 'x', '{}', '1999-01-01')`,
    ),
  );
  expect(await of(readScope)).toMatchObject({ unitPath: "vufo" });
  expect(await inReading(system, (work) => readScope(work, {}))).toMatchObject({ unitPath: "another" });
});
