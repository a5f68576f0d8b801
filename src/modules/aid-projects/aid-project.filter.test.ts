import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { aidProjectFilter } from "./aid-project.filter.ts";

test("projects are found by words, by the organization's country and by year", () => {
  expect(understood(aidProjectFilter, "q=y te&country=FR&year=2025&sector=health")).toEqual([
    { q: "y te", country: "FR", year: "2025" },
  ]);
  expect(spoken(aidProjectFilter)).toEqual({
    q: "search list_search",
    country: "choice aid_ngo_country",
    year: "number list_year",
  });
});
