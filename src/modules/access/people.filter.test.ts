import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { peopleFilter } from "./people.filter.ts";

test("people are found by words, those whose roles run or those whose roles ended", () => {
  expect(understood(peopleFilter, "q=lan&ended=1")).toEqual([{ q: "lan", ended: true }]);
  expect(understood(peopleFilter, "ended=soon")).toEqual([{}, "ended"]);
  expect(spoken(peopleFilter)).toEqual({
    q: "search people_find",
    ended: "choice people_when people_ended people_running",
  });
});
