import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { drawWorld, sideOf } from "./world-shapes.server.ts";

type Country = { iso2: string; iso_numeric: string };
const { rows: countries } = JSON.parse(fs.readFileSync("src/modules/reference/facts/countries.json", "utf8")) as {
  rows: Country[];
};
describe.each(["pacific", "atlantic"] as const)("the map with the %s", (side) => {
  const world = drawWorld(side);
  const numbers = [...world.shapes, ...world.points].map((one) => one.number);

  test("every country of the reference data is on the map, once, as a shape or as a point", () => {
    for (const { iso2, iso_numeric } of countries) {
      const number = iso_numeric || iso2;
      expect([iso2, numbers.filter((one) => one === number).length]).toEqual([iso2, 1]);
    }
  });

  test("a number stands for the country that ISO gave it to, where it lies", () => {
    const at = (iso2: string) => {
      const number = countries.find((one) => one.iso2 === iso2)?.iso_numeric;
      const path = world.shapes.find((one) => one.number === number)?.path ?? "";
      const [x = 0, y = 0] = (/^M([\d.]+),([\d.]+)/.exec(path) ?? []).slice(1).map(Number);
      return { x, y };
    };
    const near = (iso2: string, longitude: number, latitude: number) => {
      const [one, other] = [at(iso2), world.at(longitude, latitude)];
      expect([iso2, Math.hypot(one.x - other.x, one.y - other.y) < 40]).toEqual([iso2, true]);
    };
    near("VN", 106, 16);
    near("LA", 103, 18);
    near("DE", 10, 51);
    near("CU", -79, 22);
    near("ZA", 25, -29);
  });

  test("all of it lies within the picture, and a line has one decimal at most", () => {
    for (const { x, y } of world.points) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(world.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(world.height);
    }
    expect(world.shapes.filter(({ path }) => /\d\.\d\d/.test(path))).toEqual([]);
    expect(drawWorld(side)).toBe(world);
  });
});

test("a union sees its own side of the world in the middle", () => {
  expect(
    ["Asia/Vientiane", "Australia/Sydney", "Indian/Mauritius", "Europe/Zurich", "America/Havana", "UTC"].map(sideOf),
  ).toEqual(["pacific", "pacific", "pacific", "atlantic", "atlantic", "atlantic"]);
});
