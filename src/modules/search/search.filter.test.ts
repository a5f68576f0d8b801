import { expect, test } from "vitest";
import { readFilter } from "#platform/filter.ts";
import { searchFilter } from "./search.filter.ts";

test.each([
  ["q=phap&limit=40", { q: "phap", limit: 40 }, []],
  ["limit=41", {}, ["limit"]],
  ["limit=0", {}, ["limit"]],
])("%s", (query, filter, left) => {
  const read = readFilter(searchFilter, new URLSearchParams(query));
  expect([read.filter, read.refused.map((one) => one.name)]).toEqual([filter, left]);
});
