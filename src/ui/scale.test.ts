import { expect, test } from "vitest";
import { scaleOf } from "./scale.ts";

const begins = (...values: number[]) => scaleOf(values).classes.map((one) => one.from);

test("classes begin with round numbers and the last holds the most", () => {
  expect(begins(1, 3, 79)).toEqual([1, 5, 10, 20, 40]);
  expect(begins(1, 903)).toEqual([1, 100, 200, 400, 800]);
  expect(begins(20)).toEqual([1, 2, 4, 8, 16]);
  expect(begins(12)).toEqual([1, 2, 4, 8]);
  for (let most = 1; most < 3000; most += 7) {
    const { classes, stepOf } = scaleOf([1, most]);
    expect(classes.length).toBeLessThanOrEqual(5);
    expect(classes.map((one) => one.from)).toEqual(
      [...new Set(classes.map((one) => one.from))].toSorted((a, b) => a - b),
    );
    expect(classes.at(-1)?.from).toBeLessThanOrEqual(most);
    expect(stepOf(most)).toBe(classes.at(-1)?.step);
  }
});

test("few values have few classes, from the palest to the darkest", () => {
  expect(scaleOf([1, 2, 3]).classes.map((one) => one.step)).toEqual([1, 3, 5]);
  expect(scaleOf([1]).classes).toEqual([{ step: 3, from: 1, below: null }]);
});

test("nothing has no class, and where there is nothing there is no scale", () => {
  const { classes, stepOf } = scaleOf([]);
  expect([classes, stepOf(0)]).toEqual([[], 0]);
  expect(scaleOf([0, 0]).classes).toEqual([]);
});

test("sums of money have their place too", () => {
  const { classes, stepOf } = scaleOf([120_000, 4_300_000, 41_000_000.5], { isCount: false });
  expect(classes.map((one) => one.from)).toEqual([0, 5_000_000, 10_000_000, 20_000_000, 40_000_000]);
  expect([120_000, 4_999_999.99, 5_000_000, 41_000_000.5].map(stepOf)).toEqual([1, 1, 2, 5]);
});
