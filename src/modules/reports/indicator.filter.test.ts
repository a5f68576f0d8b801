import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { FIGURE_FILTERS, figureFilter, reportFilter, scopeFilter } from "./indicator.filter.ts";

const scope = { year: "2025", as_of: "2025-06-30", unit: "ha_noi", tree: "then" };
const query = new URLSearchParams(scope).toString();

test("a figure is asked of a year, a day, a unit and a tree", () => {
  for (const schema of [scopeFilter, figureFilter, reportFilter]) expect(understood(schema, query)).toEqual([scope]);
  expect(understood(reportFilter, `${query}&format=pdf`)).toEqual([{ ...scope, format: "pdf" }]);
  for (const format of ["json", "docx"]) expect(understood(reportFilter, `format=${format}`)).toEqual([{ format }]);
  expect(understood(reportFilter, "format=xlsx&tree=never&as_of=once")).toEqual([{}, "as_of", "tree", "format"]);
  expect(understood(scopeFilter, "tree=now")).toEqual([{ tree: "now" }]);
});

test.each([
  ["1944", false],
  ["1945", true],
  ["1949", true],
  ["1950", true],
  ["1999", true],
  ["2000", true],
  ["2199", true],
  ["2200", true],
  ["2201", false],
  ["2300", false],
  ["1899", false],
  ["12025", false],
  ["20255", false],
])("the year %s: %s", (year, is) => {
  expect(understood(scopeFilter, `year=${year}`)).toEqual(is ? [{ year }] : [{}, "year"]);
});

test("a figure is narrowed by what its records have", () => {
  const part = `${query}&month=2025-03&kind=seminar&country=FR&led_by=ha_noi&sector=health`;
  const by = { month: "2025-03", kind: "seminar", country: "FR", led_by: "ha_noi", sector: "health" };
  const { sector, ...ofActivity } = by;
  expect(understood(FIGURE_FILTERS.activity, part)).toEqual([{ ...scope, ...ofActivity }]);
  expect(understood(FIGURE_FILTERS.aid, part)).toEqual([{ ...scope, month: by.month, country: by.country, sector }]);
  expect(understood(FIGURE_FILTERS.partner, part)).toEqual([{ ...scope, month: by.month, country: by.country }]);
  expect(understood(FIGURE_FILTERS.delegation, `${query}&country=France`)).toEqual([scope, "country"]);
});

test("each is said in its words", () => {
  const words = {
    year: "number list_year",
    as_of: "date report_as_of",
    unit: "list_unit",
    tree: "choice report_tree report_tree_word",
  };
  expect(spoken(figureFilter)).toEqual({
    ...words,
    month: "filter_month",
    kind: "list_kind activity_kind",
    country: "choice list_country",
    led_by: "figure_led_by",
    sector: "aid_sector_label aid_sector",
  });
  expect(spoken(reportFilter)).toEqual({ ...words, format: "report_format" });
});
