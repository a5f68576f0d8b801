import { beforeAll, expect, test, vi } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { countFigures, readScope } from "./indicator.queries.server.ts";

const database = useDatabase("demo");
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

/** Counted anew each time: the trees are changed here past the history, which what is kept would not notice at once. */
const heldBy = (unit: string, as_of: string) =>
  inReading(office, async (work) => {
    const figures = await countFigures(work, await readScope(work, { year: "2024", as_of, unit, tree: "then" }));
    return figures.find((one) => one.key === "onsite_activities")?.value ?? 0;
  });
const sql = (statement: string) => asOwner(database.ownerUrl(), (client) => client.query(statement));

test("a unit that moved in July counts for those above it then, and all the year for itself", async () => {
  const [all, half, agency, spring, union] = [
    await heldBy("ha_noi", "2024-12-31"),
    await heldBy("ha_noi", "2024-06-30"),
    await heldBy("agency", "2024-12-31"),
    await heldBy("agency", "2024-06-30"),
    await heldBy("vufo", "2024-12-31"),
  ];
  expect(half).toBeGreaterThan(0);
  expect(all).toBeGreaterThan(half);
  await sql(`
    update unit_place set valid = '{[1990-01-01,2024-07-01)}' where path <@ 'vufo.ha_noi';
    insert into unit_place (unit_id, path, valid) select id, 'vufo.agency' || subpath(path, 1), '{[2024-07-01,)}' from unit where path <@ 'vufo.ha_noi';
    update unit set path = 'vufo.agency' || subpath(path, 1) where path <@ 'vufo.ha_noi';`);
  expect(await heldBy("ha_noi", "2024-12-31")).toBe(all);
  expect(await heldBy("vufo", "2024-12-31")).toBe(union);
  const joined = await heldBy("agency", "2024-12-31");
  expect(joined).toBeGreaterThan(agency);
  expect(joined).toBeLessThanOrEqual(agency + all - half);
  expect(await heldBy("agency", "2024-06-30")).toBe(spring);
});

test("a unit that was closed in July keeps January to June, with those above it and in its own report", async () => {
  const [half, all] = [await heldBy("can_tho", "2024-06-30"), await heldBy("can_tho", "2024-12-31")];
  const [spring, union] = [await heldBy("vufo", "2024-06-30"), await heldBy("vufo", "2024-12-31")];
  expect(half).toBeGreaterThan(0);
  await sql(
    `update unit_place set valid = '{[1990-01-01,2024-07-01)}' from unit where unit.id = unit_id and unit.code = 'can_tho'`,
  );
  expect(await heldBy("can_tho", "2024-12-31")).toBe(all);
  expect(await heldBy("vufo", "2024-06-30")).toBe(spring);
  expect(await heldBy("vufo", "2024-12-31")).toBeGreaterThanOrEqual(union - (all - half));
});

test("what was done before a unit's first known day counts where it stood first", async () => {
  const before = await heldBy("hai_phong", "2024-12-31");
  expect(before).toBeGreaterThan(0);
  const union = await heldBy("vufo", "2024-12-31");
  await sql(
    `update unit_place set valid = '{[2026-01-01,)}' from unit where unit.id = unit_id and unit.code = 'hai_phong'`,
  );
  expect([await heldBy("hai_phong", "2024-12-31"), await heldBy("vufo", "2024-12-31")]).toEqual([before, union]);
});

test("what is ahead of today is planned and counts nowhere, whatever day is asked for", async () => {
  const count = (asOf: string) =>
    inReading(office, async (work) => {
      const scope = await readScope(work, { year: "2024", as_of: "2024-06-30" });
      const figures = await countFigures(work, { ...scope, asOf });
      return figures.map((one) => one.value);
    });
  const half = await count("2024-06-30");
  expect(await count("2024-12-31")).not.toEqual(half);
  vi.stubEnv("AMITY_NOW", "2024-06-30T05:00:00Z");
  expect(await count("2024-12-31")).toEqual(half);
  vi.unstubAllEnvs();
});
