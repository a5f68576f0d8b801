import { expect, test } from "vitest";
import { INDICATORS, statusOf, wordingOf } from "./indicator.model.ts";

test.each([
  [37, "delegation", "exact", 37],
  [987, "activity", "nearly", 1000],
  [1046, "activity", "over", 1000],
  [227_900_000, "USD", "nearly", 228_000_000],
  [231_400_000, "USD", "over", 231_000_000],
  [0, "delegation", "exact", 0],
] as const)("%d %s is said as %s %d", (value, measure, qualifier, rounded) => {
  expect(wordingOf(value, measure)).toEqual({ qualifier, rounded });
});

test("a year is interim until its last day", () => {
  expect(statusOf(2024, "2024-12-15")).toBe("interim");
  expect(statusOf(2024, "2024-12-31")).toBe("final");
});

test("every indicator has a key of its own", () => {
  expect(new Set(INDICATORS.map((indicator) => indicator.key)).size).toBe(INDICATORS.length);
});
