import { afterAll, beforeEach, expect, test } from "vitest";
import { NEUTRAL, home, setHome } from "#platform/home.ts";
import { readFacts } from "./reference.commands.server.ts";
import { listMarks, listTiles } from "./reference-tiles.queries.server.ts";

const before = home();
beforeEach(() => setHome({ ...NEUTRAL, country: "VN" }));
afterAll(() => setHome(before));

test("each canton has one tile, a country that none are drawn of has none", () => {
  setHome({ ...NEUTRAL, country: "CH" });
  const cantons = readFacts<{ code: string }>("provinces-ch").map((one) => one.code);
  expect(new Set(listTiles().map((one) => one.code))).toEqual(new Set(cantons));
  expect(listTiles()).toHaveLength(cantons.length);
  expect(new Set(listTiles().map(({ column, row }) => `${column} ${row}`)).size).toBe(26);
  expect(listMarks()).toEqual([]);
  setHome({ ...NEUTRAL, country: "FR" });
  expect(listTiles()).toEqual([]);
});

test("each province of today has one tile, and no two tiles lie upon each other", () => {
  const provinces = readFacts<{ code: string; edition: number }>("provinces").filter((one) => one.edition === 2025);
  const tiles = listTiles();
  expect(tiles.flatMap((one) => one.code ?? []).toSorted()).toEqual(provinces.map((one) => one.code).toSorted());
  const places = tiles.map(({ column, row }) => `${column} ${row}`);
  expect(new Set(places).size).toBe(tiles.length);
  for (const { column, row } of tiles) {
    expect(column).toBeLessThanOrEqual(7);
    expect(row).toBeLessThanOrEqual(9);
  }
});

test("Hoàng Sa and Trường Sa are named on the tiles and on every map", () => {
  const named = ["Hoàng Sa", "Trường Sa"];
  expect(listMarks().map((one) => one.name)).toEqual(named);
  expect(listTiles().flatMap((one) => (one.code === null ? one.name : []))).toEqual(named);
});
