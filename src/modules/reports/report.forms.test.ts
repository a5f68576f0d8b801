import { expect, test } from "vitest";
import { readBy, saidOf } from "#platform/forms.fixtures.ts";
import { textForm } from "./report.forms.ts";

const paragraph = { year: "2025", section: "aid", language: "vi", body: "x", version: "0" };

test("a paragraph is of a year, a section and a language", () => {
  expect(readBy(textForm, paragraph)).toEqual({ ...paragraph, year: 2025, version: 0 });
  expect(readBy(textForm, {})).toEqual({
    year: "error_year",
    section: "error_choose",
    language: "error_choose",
    body: "error_required",
    version: "error_version",
  });
});

test.each([
  ["year", "1944", "error_year"],
  ["year", "1945", undefined],
  ["year", "2200", undefined],
  ["year", "2201", "error_year"],
  ["year", "2025.5", "error_year"],
  ["section", "weather", "error_choose"],
  ["language", "en", undefined],
  ["language", "xx", "error_choose"],
  ["body", "x".repeat(8001), "error_too_long"],
])("%s as %s: %s", (name, value, said) => expect(saidOf(textForm, paragraph, name, value)).toBe(said));
