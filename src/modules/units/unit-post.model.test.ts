import { expect, test } from "vitest";
import { postsOn } from "./unit-post.model.ts";

const term = (id: string, title: string, from_on: string | null, until_on: string | null = null) => ({
  id,
  title,
  from_on,
  until_on,
});
const said = (terms: ReturnType<typeof term>[], day: string) =>
  postsOn(terms, day).map(({ title, holders, others, vacantSince }) => [
    title,
    holders.map(({ id }) => id).join(),
    others.map(({ id }) => id).join(),
    vacantSince,
  ]);

test("posts stand in the order in which they were written down, each with who holds it and who did", () => {
  const terms = [
    term("3", "Chủ tịch", "2024-01-01"),
    term("1", "chủ tịch", "2019-01-01", "2024-01-01"),
    term("2", "Tổng Thư ký", null),
  ];
  expect(said(terms, "2024-01-01")).toEqual([
    ["chủ tịch", "3", "1", null],
    ["Tổng Thư ký", "2", "", null],
  ]);
  expect(said(terms, "2023-12-31")).toEqual([
    ["chủ tịch", "1", "3", null],
    ["Tổng Thư ký", "2", "", null],
  ]);
});

test("a post that ended without a successor is vacant from its last end on; one that nobody had yet is not", () => {
  const terms = [term("1", "Chủ tịch", "2019-01-01", "2024-01-01"), term("2", "Chủ tịch", "2024-06-01")];
  expect(said(terms, "2024-03-01")).toEqual([["Chủ tịch", "", "2,1", "2024-01-01"]]);
  expect(said([term("1", "Chủ tịch", "2025-01-01")], "2024-03-01")).toEqual([["Chủ tịch", "", "1", null]]);
});
