import { expect, test } from "vitest";
import { calculateForm } from "./deadline.forms.ts";

const asked = { start: "2026-03-02", length: 7, unit: "working" };

test("a term is a first day, a length and a kind of day; the rest is usual", () => {
  expect(calculateForm.parse(asked)).toEqual({ ...asked, pauses: [], calendar: "vn" });
  const whole = { ...asked, unit: "calendar", pauses: [["2026-03-03", "2026-03-04"]], calendar: "vn" };
  expect(calculateForm.parse(whole)).toEqual(whole);
});

test.each([
  ["length", 1, undefined],
  ["length", 1000, undefined],
  ["length", 0, "error_number"],
  ["length", 1001, "error_number"],
  ["length", 1.5, "error_number"],
  ["length", "7", "error_number"],
  ["start", "2026-02-30", "error_day"],
  ["unit", "weeks", "error_choose"],
  ["calendar", "fr", "error_choose"],
  ["pauses", [["2026-03-03", "soon"]], "error_day"],
  ["pauses", Array(50).fill(["2026-03-03", "2026-03-04"]), undefined],
  ["pauses", Array(51).fill(["2026-03-03", "2026-03-04"]), "error_too_many"],
])("%s as %j: %s", (name, value, error) => {
  const read = calculateForm.safeParse({ ...asked, [name]: value });
  expect(read.error?.issues[0]?.message).toBe(error);
});
