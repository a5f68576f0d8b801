import { beforeAll, expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import {
  findNamedUnit,
  findRoot,
  findSeat,
  findUnit,
  findUnitByCode,
  listUnitChoices,
  listUnitsOfCountry,
  unitList,
} from "./unit.queries.server.ts";

const database = useDatabase();
const read = <Result>(run: Parameters<typeof inReading<Result>>[1]) => inReading(system, run);
let hanoi: { id: string; path: string };
beforeAll(async () => {
  const found = await read((work) => findUnitByCode(work, "ha_noi"));
  if (!found) throw new Error("The tree has no Ha Noi.");
  hanoi = found;
});

test("a unit is named by its path, its key or its code", async () => {
  const named = async (by: "path" | "unit", name: string) => (await read((work) => findNamedUnit(work, by, name)))?.id;
  expect(await named("path", "vufo.ha_noi")).toBe(hanoi.id);
  expect(await named("unit", "ha_noi")).toBe(hanoi.id);
  expect(await named("unit", hanoi.id)).toBe(hanoi.id);
  expect(await named("path", "ha_noi")).toBeUndefined();
  expect(await named("unit", "vufo.ha_noi")).toBeUndefined();
  expect((await read((work) => findUnit(work, hanoi.id)))?.path).toBe("vufo.ha_noi");
  expect((await read(findRoot))?.path).toBe("vufo");
});

test("a unit sits in its own province, else in that of the nearest unit above it", async () => {
  const seat = async (code: string) => {
    const unit = await read((work) => findUnitByCode(work, code));
    return (await read((work) => findSeat(work, unit?.path ?? "")))?.name_in.vi;
  };
  expect(await Promise.all(["vufo", "association_fr", "da_nang"].map(seat))).toEqual(["Hà Nội", "Hà Nội", "Đà Nẵng"]);
});

test("the list goes along the tree, page by page, below a unit, of a kind", async () => {
  const below = { below: hanoi.path };
  const list = (filter: object, limit = 200) => read((work) => unitList.list(work, { ...filter, limit }));
  const whole = (await list(below)).items.map((one) => one.path);
  expect(whole[0]).toBe(hanoi.path);
  expect(whole.length).toBeGreaterThan(2);
  expect(whole.every((path) => `${path}.`.startsWith("vufo.ha_noi."))).toBe(true);
  const walked: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await list({ ...below, ...(cursor && { cursor }) }, 2);
    walked.push(...page.items.map((one) => one.path));
    cursor = page.next_cursor;
  } while (cursor);
  expect(walked).toEqual(whole);
  expect(await read((work) => unitList.count(work, below))).toBe(whole.length);
  const missions = (await list({ kind: "mission" })).items;
  expect(new Set(missions.map((one) => one.kind))).toEqual(new Set(["mission"]));
  const found = (await list({ ...below, q: "Hà Nội" })).items.length;
  expect(found).toBeGreaterThan(0);
  await expect(list({ below: "Hà Nội" })).rejects.toThrow("rule_no_such_unit");
  await expect(list({ cursor: "x'y" })).rejects.toThrow("rule_no_such_unit");
});

test("our units for a country are those that are no missions", async () => {
  const of = async (iso2: string) => (await read((work) => listUnitsOfCountry(work, iso2))).map((one) => one.code);
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      "update unit set country_iso2 = 'FR' where id = (select id from unit where kind = 'mission' order by code limit 1)",
    ),
  );
  expect(await of("FR")).toContain("association_fr");
  const kinds = (await read((work) => listUnitsOfCountry(work, "FR"))).map((one) => one.kind);
  expect(kinds).not.toContain("mission");
  expect(await of("XX")).toEqual([]);
});

test("one chooses among units that are not closed, of all or of those below one", async () => {
  const choices = async (below?: string) => (await read((work) => listUnitChoices(work, below))).map((one) => one.path);
  expect(await choices()).toContain("vufo.association_fr");
  const before = await choices("vufo.ha_noi");
  expect(before.every((path) => `${path}.`.startsWith("vufo.ha_noi."))).toBe(true);
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update unit set closed_on = '2025-07-01' where id = $1", [hanoi.id]),
  );
  expect(await choices("vufo.ha_noi")).toEqual(before.filter((path) => path !== "vufo.ha_noi"));
});
