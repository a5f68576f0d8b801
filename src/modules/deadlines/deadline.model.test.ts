import { describe, expect, test } from "vitest";
import type { SpecialDay } from "./deadline.model.ts";
import { calculateDue, workingDaysBetween } from "./deadline.model.ts";

const tet2026 = ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"].map((on_date) => ({
  on_date,
  kind: "holiday" as const,
}));
const swapped = [
  { on_date: "2026-01-10", kind: "swap_working" as const },
  { on_date: "2026-01-02", kind: "swap_off" as const },
];

const known = (special: SpecialDay[]) => ({ special, firstYear: "2019", lastYear: "2027" });

describe("working days", () => {
  test("the day of the event is not counted and weekends do not count", () => {
    expect(calculateDue({ start: "2026-03-06", length: 1, unit: "working", pauses: [] }, []).due).toBe("2026-03-09");
  });
  test("a term over Tet skips its days off", () => {
    expect(calculateDue({ start: "2026-02-13", length: 2, unit: "working", pauses: [] }, tet2026).due).toBe(
      "2026-02-24",
    );
  });
  test("a worked Saturday counts, the day off it was swapped for does not", () => {
    expect(calculateDue({ start: "2026-01-01", length: 1, unit: "working", pauses: [] }, swapped).due).toBe(
      "2026-01-05",
    );
    expect(calculateDue({ start: "2026-01-09", length: 1, unit: "working", pauses: [] }, swapped).due).toBe(
      "2026-01-10",
    );
  });
  test("a pause counts on neither of its ends, overlapping pauses count once", () => {
    const pauses: [string, string][] = [
      ["2026-03-10", "2026-03-11"],
      ["2026-03-11", "2026-03-12"],
    ];
    expect(calculateDue({ start: "2026-03-09", length: 1, unit: "working", pauses }, []).due).toBe("2026-03-13");
  });
});

describe("calendar days", () => {
  test("a term that ends on a Sunday ends on Monday", () => {
    const counted = calculateDue({ start: "2026-03-01", length: 7, unit: "calendar", pauses: [] }, []);
    expect(counted.due).toBe("2026-03-09");
    expect(counted.days.at(-1)?.why).toBe("rolled");
  });
  test("a pause inside lengthens it by its days", () => {
    expect(
      calculateDue({ start: "2026-03-02", length: 3, unit: "calendar", pauses: [["2026-03-03", "2026-03-03"]] }, [])
        .due,
    ).toBe("2026-03-06");
  });
});

test("days late are working days too, and negative before the day", () => {
  expect(workingDaysBetween("2026-03-06", "2026-03-10", known([]))).toBe(2);
  expect(workingDaysBetween("2026-03-10", "2026-03-06", known([]))).toBe(-2);
});

describe("why", () => {
  test("each day until the end is told with its reason", () => {
    const calendar = [{ on_date: "2026-01-01", kind: "holiday" as const }, ...swapped];
    const pauses: [string, string][] = [["2026-01-06", "2026-01-06"]];
    expect(calculateDue({ start: "2025-12-31", length: 2, unit: "working", pauses }, calendar)).toEqual({
      due: "2026-01-07",
      days: [
        { date: "2026-01-01", counted: false, why: "holiday" },
        { date: "2026-01-02", counted: false, why: "holiday" },
        { date: "2026-01-03", counted: false, why: "weekend" },
        { date: "2026-01-04", counted: false, why: "weekend" },
        { date: "2026-01-05", counted: true, why: "counted" },
        { date: "2026-01-06", counted: false, why: "paused" },
        { date: "2026-01-07", counted: true, why: "counted" },
      ],
    });
    expect(calculateDue({ start: "2026-01-09", length: 1, unit: "working", pauses: [] }, calendar).days).toEqual([
      { date: "2026-01-10", counted: true, why: "swap_working" },
    ]);
  });

  test("calendar days count whatever day they are; those to which the end rolls do not", () => {
    const pauses: [string, string][] = [["2026-02-23", "2026-02-23"]];
    expect(calculateDue({ start: "2026-02-18", length: 3, unit: "calendar", pauses }, tet2026)).toEqual({
      due: "2026-02-24",
      days: [
        { date: "2026-02-19", counted: true, why: "counted" },
        { date: "2026-02-20", counted: true, why: "counted" },
        { date: "2026-02-21", counted: true, why: "counted" },
        { date: "2026-02-22", counted: false, why: "rolled" },
        { date: "2026-02-23", counted: false, why: "rolled" },
        { date: "2026-02-24", counted: false, why: "rolled" },
      ],
    });
  });
});

test("a term that is paused for ever has no due day", () => {
  const forEver = (from: string): [string, string][] => [[from, "9999-12-31"]];
  const term = { length: 1, pauses: forEver("2026-03-02") };
  const tooFar = (of: Parameters<typeof calculateDue>[0]) => () => calculateDue(of, []);
  expect(tooFar({ ...term, start: "2026-03-01", unit: "working" })).toThrow("rule_deadline_too_far");
  // Its only day is a Saturday, and from there it rolls on.
  const rolling = { length: 1, pauses: forEver("2026-03-08") };
  expect(tooFar({ ...rolling, start: "2026-03-06", unit: "calendar" })).toThrow("rule_deadline_too_far");
});

test("days off lie between two days too, and on the day itself there is none to go", () => {
  expect(workingDaysBetween("2026-02-13", "2026-02-24", known(tet2026))).toBe(2);
  expect(workingDaysBetween("2026-01-09", "2026-01-12", known(swapped))).toBe(2);
  expect(workingDaysBetween("2026-03-06", "2026-03-06", known([]))).toBe(0);
});

test("past the years of the calendar nothing is guessed, on either side", () => {
  expect(workingDaysBetween("2027-12-31", "2028-01-03", known([]))).toBeNull();
  expect(workingDaysBetween("2028-01-03", "2027-12-31", known([]))).toBeNull();
  expect(workingDaysBetween("2018-12-31", "2019-01-02", known([]))).toBeNull();
  expect(workingDaysBetween("2027-12-30", "2027-12-31", known([]))).toBe(1);
  expect(
    workingDaysBetween("2028-01-03", "2028-01-04", { special: [], firstYear: undefined, lastYear: undefined }),
  ).toBe(1);
});
