import { expect, test } from "vitest";
import { LEFT, WIDTH, placeOf, placed, spanOf, yearsBelow } from "./life-line.ts";

const mark = (year: number, count = 1) => ({ year, word: `of ${year}`, count, href: `/${year}` });
const lane = (...marks: ReturnType<typeof mark>[]) => ({ key: "lane", word: "Lane", marks });

test("the line goes from the first year that is known to the last, and years stand in their order on it", () => {
  const span = spanOf([lane(mark(1950), mark(2031))], 2026);
  expect(span).toEqual({ from: 1950, now: 2026, until: 2031 });
  const places = Array.from({ length: 82 }, (_, index) => placeOf(span, 1950 + index));
  expect(places.toSorted((one, other) => one - other)).toEqual(places);
  expect([places.at(0)! > LEFT, places.at(-1)! < WIDTH]).toEqual([true, true]);
  const said = yearsBelow(span).map(({ year }) => year);
  expect(said[0]).toBe(1950);
  expect(said).toContain(2017);
});

test("a country of which only late years are known has the whole line for them", () => {
  const span = spanOf([lane(mark(2024))], 2026);
  expect(span).toEqual({ from: 2016, now: 2026, until: 2028 });
  expect(placeOf(span, 2016) - LEFT).toBeLessThan(60);
});

test("marks that would stand too close are one, which counts what each of them counts; none is lost", () => {
  const marks = [mark(2024, 7), mark(1960, 2), mark(1961), mark(2024), mark(2025, 3)];
  const span = spanOf([lane(...marks)], 2026);
  const found = placed(lane(...marks), span);
  expect(found.map((one) => [one.marks.map(({ year }) => year), one.count])).toEqual([
    [[1960, 1961], 3],
    [[2024, 2024], 8],
    [[2025], 3],
  ]);
  for (const [index, one] of found.entries()) expect(one.x - (found[index - 1]?.x ?? 0)).toBeGreaterThanOrEqual(26);
});
