import { expect, test } from "vitest";
import { z } from "zod";
import type { ColumnSet } from "#platform/columns.ts";
import { findColumns, headingOf, IMPORT_KINDS, missingColumns } from "./column.model.ts";

const set: ColumnSet = {
  table: "activity",
  form: z.object({}),
  identity: [],
  columns: [
    { name: "title", vi: ["Tên", "Nội dung"], en: ["Title"], required: true },
    { name: "day", vi: ["Ngày"], en: ["Date"], required: true },
    { name: "note", vi: [], en: ["Note"] },
  ],
};

test.each([
  [["Tên", "Ngày", "Note"], { title: 0, day: 1, note: 2 }],
  [["note", "date", "TITLE"], { title: 2, day: 1, note: 0 }],
  [["", "noi dung", "Ngày (dd/mm)"], { title: 1, day: 2 }],
  // The exact one before one that only begins so, wherever they stand.
  [["Tên tiếng Anh", "Tên"], { title: 1 }],
  [["Tên", "Nội dung"], { title: 0 }],
  [["Tên tiếng Anh"], { title: 0 }],
  [["Tênlửa", "Ngàytháng", "Họ tên"], {}],
  [["", ""], {}],
])("under %j", (heading, found) => {
  expect(findColumns(set, heading)).toEqual(found);
});

test("one cell is one column's", () => {
  const twice = { ...set, columns: [...set.columns, { name: "other", vi: ["Tên"], en: [] }] };
  expect(findColumns(twice, ["Tên"])).toEqual({ title: 0 });
  expect(findColumns(twice, ["Tên", "Tên"])).toEqual({ title: 0, other: 1 });
});

test("what a sheet must have and has not", () => {
  expect(missingColumns(set, { title: 0 }).map((one) => one.name)).toEqual(["day"]);
  expect(missingColumns(set, { title: 0, day: 1 })).toEqual([]);
  expect(set.columns.map(headingOf)).toEqual(["Tên", "Ngày", "note"]);
});

test("these lists come in from a sheet", () => {
  expect(IMPORT_KINDS.toSorted()).toEqual(["activities", "delegations", "partners"]);
});
