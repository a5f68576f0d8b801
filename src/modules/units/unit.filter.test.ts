import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { today } from "#platform/time.ts";
import { treeFilter, unitFilter } from "./unit.filter.ts";

test("units are found by kind, words and the unit above", () => {
  expect(understood(unitFilter, "kind=chapter&q=phap&below=vufo.ha_noi")).toEqual([
    { kind: "chapter", q: "phap", below: "vufo.ha_noi" },
  ]);
  expect(understood(unitFilter, "kind=planet")).toEqual([{}, "kind"]);
  expect(spoken(unitFilter)).toEqual({
    kind: "choice list_kind unit_kind",
    q: "search list_search",
    below: "list_unit",
  });
});

test("the tree is of a day, today's where none is named", () => {
  expect(understood(treeFilter, "on=2025-07-01&kind=mission&q=phap&open=all")).toEqual([
    { on: "2025-07-01", kind: "mission", q: "phap", open: "all" },
  ]);
  expect(understood(treeFilter, "on=once&kind=planet&open=some")).toEqual([{ on: today() }, "on", "kind", "open"]);
  expect(spoken(treeFilter)).toEqual({
    on: "date units_day",
    q: "search list_search",
    kind: "choice list_kind unit_kind units_all_but_missions",
    open: "units_unfold units_open",
  });
});
