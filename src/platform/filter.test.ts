import { expect, test } from "vitest";
import { z } from "zod";
import { CURSORS, day, flag, leaveOut, linked, month, oneOf, paging, readFilter, search, year } from "./filter.ts";
import { pageOf } from "./list.ts";

const schema = z.object({
  q: search(),
  kind: oneOf(["one", "two"], { label: "list_kind" }),
  level: linked(["high", "low"], { label: "list_status" }),
  mine: flag({ label: "list_unit", says: "list_mine" }),
  year: year(),
  month: month(),
  on: day("units_day"),
  ...paging(CURSORS.dayAndId),
});
const read = (query: string) => readFilter(schema, new URLSearchParams(query));
const ID = "0197a3c0-1111-7222-8333-444455556666";

test.each([
  ["", {}],
  ["kind=&q=%20", {}],
  ["kind=two&level=high", { kind: "two", level: "high" }],
  ["kind=%20two%20", { kind: "two" }],
  ["kind=two&kind=two", { kind: "two" }],
  ["q=h%C3%B2a%00", { q: "hòa" }],
  ["q=ho%CC%80a", { q: "hòa" }],
  ["mine=1", { mine: true }],
  ["month=2024-10", { month: "2024-10" }],
  ["count=exact", { count: "exact" }],
  ["mine=true", { mine: true }],
  ["mine=no", { mine: false }],
  ["year=2024&month=2024-02&on=2024-02-29", { year: "2024", month: "2024-02", on: "2024-02-29" }],
  [`cursor=2024-02-01,${ID}`, { cursor: `2024-02-01,${ID}` }],
  ["utm_source=letter", {}],
])("%s is understood", (query, filter) => {
  expect(read(query)).toMatchObject({ filter: { limit: 50, ...filter }, refused: [] });
  expect(Object.keys(read(query).filter).toSorted()).toEqual(["limit", ...Object.keys(filter)].toSorted());
});

test.each([
  ["kind=three", "kind", "three"],
  ["kind=one&kind=two", "kind", "one, two"],
  ["mine=perhaps", "mine", "perhaps"],
  ["year=24", "year", "24"],
  ["year=2024.0", "year", "2024.0"],
  ["month=2024-00", "month", "2024-00"],
  ["month=2024-13", "month", "2024-13"],
  ["month=12024-02", "month", "12024-02"],
  ["month=2024-021", "month", "2024-021"],
  ["year=12024", "year", "12024"],
  ["year=20245", "year", "20245"],
  ["year=0024", "year", "0024"],
  ["on=2023-02-29", "on", "2023-02-29"],
  ["on=today", "on", "today"],
  ["limit=0", "limit", "0"],
  ["limit=ten", "limit", "ten"],
  ["cursor=2024-02-01", "cursor", "2024-02-01"],
  ["count=all", "count", "all"],
])("%s is named and left out, and the rest holds", (query, name, value) => {
  const { filter, given, refused } = read(`level=low&${query}`);
  expect(refused).toEqual([{ name, value }]);
  expect(filter).toEqual({ level: "low", limit: 50 });
  expect(given).toEqual({ level: "low" });
});

test("a page holds two hundred rows at most", () => {
  expect(read("limit=200").filter.limit).toBe(200);
  expect(read("limit=100000").filter.limit).toBe(200);
});

test("every value that is none is named, also what only the database did not know", () => {
  const both = read("kind=three&year=abc&level=low");
  expect(both.refused.map((one) => one.name)).toEqual(["kind", "year"]);
  expect(leaveOut(schema, both, ["level"])).toEqual({
    filter: { limit: 50 },
    given: {},
    refused: [...both.refused, { name: "level", value: "low" }],
  });
});

test("a page says where the next begins when there is one", () => {
  const of = (rows: string[], limit: number) => pageOf(rows, limit, (last) => `after ${last}`);
  expect(of(["a", "b", "c"], 2)).toEqual({ items: ["a", "b"], next_cursor: "after b" });
  expect(of(["a", "b"], 2)).toEqual({ items: ["a", "b"], next_cursor: null });
  expect(of([], 2)).toEqual({ items: [], next_cursor: null });
});
