import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { listFigures, readReportScope, readScope } from "./indicator.queries.server.ts";

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

test("what is kept for those inside is told to nobody outside: they count what they see", async () => {
  const guests = [await aPerson("partner", "vufo"), await aPerson("consulted_agency", "vufo"), anonymous];
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      `insert into delegation (direction, status, title, countries, departs_on, returns_on, unit_id, unit_path, visibility, named_user_ids)
        select 'outgoing', 'archived', 'x', '{LA}', '2018-03-01', '2018-03-05', id, path, 'unit', array[$1::uuid] from unit where code = 'can_tho'`,
      [guests[0]?.userId],
    ),
  );
  const scope = await scopeOf({ year: "2018" });
  const counted = async (actor: Actor) =>
    (await inReading(actor, (work) => listFigures(work, scope))).find((one) => one.key === "delegations_out")?.value;
  // Before anything is kept, and after.
  for (const _time of [1, 2]) {
    expect(await Promise.all(guests.map(counted))).toEqual([1, 0, 0]);
    expect(await counted(leader)).toBe(1);
    expect(await counted(await aPerson("unit_officer", "ha_noi"))).toBe(1);
  }
});

test("a year is over one morning, and its kept figures are final without a record that changes", async () => {
  const scope = await scopeOf({ year: "2019" });
  const statusAt = async (instant: string) => {
    vi.stubEnv("AMITY_NOW", instant);
    return new Set((await inReading(leader, (work) => listFigures(work, scope))).map((one) => one.status));
  };
  expect(await statusAt("2019-12-31T16:59:59Z")).toEqual(new Set(["interim"]));
  expect(await statusAt("2019-12-31T17:00:00Z")).toEqual(new Set(["final"]));
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
