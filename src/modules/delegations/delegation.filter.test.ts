import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { delegationFilter } from "./delegation.filter.ts";

test.each([
  ["q=hoi&direction=incoming", { q: "hoi", direction: "incoming" }],
  ["year=2025&status=report_due&country=FR", { year: "2025", status: "report_due", country: "FR" }],
  ["unit_path=vufo.ha_noi&sort=-departs_on", { unit_path: "vufo.ha_noi", sort: "-departs_on" }],
  ["sort=departs_on", { sort: "departs_on" }],
])("%s", (query, asked) => expect(understood(delegationFilter, query)).toEqual([asked]));

test.each(["direction=up", "status=lost", "sort=title", "year=25"])("%s is not understood", (query) => {
  expect(understood(delegationFilter, query)).toEqual([{}, query.split("=")[0]]);
});

test("each is said in its words", () => {
  expect(spoken(delegationFilter)).toEqual({
    q: "search list_search",
    change: "choice delegation_change_label delegation_change_state",
    report: "choice result_title delegation_report_state",
    unnumbered: "choice delegation_number_filter delegation_unnumbered",
    direction: "choice delegation_direction_label delegation_direction",
    year: "number list_year",
    status: "choice list_status delegation_status",
    country: "choice list_country",
    unit_path: "list_unit",
    sort: "list_sort delegation_sort",
  });
});
