import { describe, expect, test } from "vitest";
import { calculateDue, workingDaysBetween } from "./deadline.model.ts";

const tet2026 = ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"].map((on_date) => ({
  on_date,
  kind: "holiday" as const,
}));
const swapped = [
  { on_date: "2026-01-10", kind: "swap_working" as const },
  { on_date: "2026-01-02", kind: "swap_off" as const },
];

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
  expect(workingDaysBetween("2026-03-06", "2026-03-10", [])).toBe(2);
  expect(workingDaysBetween("2026-03-10", "2026-03-06", [])).toBe(-2);
});
