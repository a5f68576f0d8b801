import { expect, test } from "vitest";
import { besideOf, leadOf, spanOf } from "./calendar.model.ts";

const MONDAY = 1;
const SUNDAY = 7;

test.each([
  [{}, "2026-11-28", { from: "2026-11-01", to: "2026-11-30" }],
  [{ month: "2028-02" }, "2026-11-28", { from: "2028-02-01", to: "2028-02-29" }],
  // The day that is shown whole lies in its month, whatever month is named beside it.
  [{ month: "2026-10", day: "2026-12-31" }, "2026-11-28", { from: "2026-12-01", to: "2026-12-31" }],
  [{ view: "week" as const }, "2026-11-29", { from: "2026-11-23", to: "2026-11-29" }],
  [{ view: "week" as const, day: "2027-01-01" }, "2026-11-29", { from: "2026-12-28", to: "2027-01-03" }],
])("%o on %s", (asked, day, span) => expect(spanOf(asked, day, MONDAY)).toEqual(span));

test("a week begins where the union says", () => {
  expect(spanOf({ view: "week" }, "2026-11-29", SUNDAY)).toEqual({ from: "2026-11-29", to: "2026-12-05" });
  expect([leadOf("2026-11-01", MONDAY), leadOf("2026-11-01", SUNDAY)]).toEqual([6, 0]);
});

test("before and after are the same view of other days", () => {
  const january = { from: "2026-01-01", to: "2026-01-31" };
  expect([besideOf({}, january, false), besideOf({}, january, true)]).toEqual([
    { month: "2025-12" },
    { month: "2026-02" },
  ]);
  const week = { from: "2026-12-28", to: "2027-01-03" };
  expect([besideOf({ view: "week" }, week, false), besideOf({ view: "week" }, week, true)]).toEqual([
    { day: "2026-12-21" },
    { day: "2027-01-04" },
  ]);
});
