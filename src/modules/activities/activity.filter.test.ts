import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { activityFilter } from "./activity.filter.ts";

test.each([
  ["q=hoi&mine=1", { q: "hoi", mine: true }],
  ["year=2025&kind=seminar&status=moved", { year: "2025", kind: "seminar", status: "moved" }],
  ["country=FR&month=2025-03&level=local", { country: "FR", month: "2025-03", level: "local" }],
  ["unit_path=vufo.ha_noi&mine=0", { unit_path: "vufo.ha_noi", mine: false }],
])("%s", (query, asked) => expect(understood(activityFilter, query)).toEqual([asked]));

test.each([
  ["kind=party", {}, "kind"],
  ["status=lost", {}, "status"],
  ["level=high", {}, "level"],
  ["country=France", {}, "country"],
  ["unit_path=Hà Nội", {}, "unit_path"],
  // A list is of one unit.
  ["mine=1&unit_path=vufo.ha_noi", { unit_path: "vufo.ha_noi" }, "mine"],
])("%s is not all understood", (query, asked, refused) => {
  expect(understood(activityFilter, query)).toEqual([asked, refused]);
});

test("each is said in its words", () => {
  expect(spoken(activityFilter)).toEqual({
    q: "search list_search",
    mine: "choice list_unit list_mine",
    year: "number list_year",
    own_kind: "choice list_kind",
    kind: "list_kind activity_kind",
    status: "choice list_status activity_status",
    country: "choice list_country",
    month: "filter_month",
    level: "activity_level_label activity_level",
    unit_path: "list_unit",
    unaccounted: "list_status activity_unaccounted",
  });
});
