import { expect, test } from "vitest";
import { z } from "zod";
import type { ColumnSet } from "#platform/columns.ts";
import { findColumns, findTwice, headingOf, IMPORT_KINDS, missingColumns } from "./column.model.ts";

const set: ColumnSet = {
  table: "activity",
  form: z.object({}),
  identity: [],
  columns: [
    { name: "title", vi: ["Tên"], en: ["Title"], lesser: ["Nội dung"], required: true },
    { name: "day", vi: ["Ngày"], en: ["Date"], required: true },
    { name: "note", vi: [], en: ["Note"] },
  ],
};

test.each([
  [["Tên", "Ngày", "Note"], { title: 0, day: 1, note: 2 }],
  [["note", "date", "TITLE"], { title: 2, day: 1, note: 0 }],
  [["", "noi dung", "Ngày (dd/mm)"], { title: 1, day: 2 }],
  [["Tên tiếng Anh", "Tên"], { title: 1 }],
  // Under a lesser name only where none of its own stands.
  [["Nội dung", "Tên"], { title: 1 }],
  [["Tên tiếng Anh"], {}],
  [["Tênlửa", "Ngàytháng", "Họ tên"], {}],
  [["", ""], {}],
])("under %j", (heading, found) => {
  expect(findColumns(set, heading)).toEqual(found);
});

test.each([
  ...["NGÀY", "ngay", "Ngày".normalize("NFD"), " Ngày: ", "Ngày *", "1. Ngày", "(2) Ngày", "II. Ngày", "Ngày\n(1)"],
  ...["Ngày (dd/mm/yyyy)", "Ngày [ngày/tháng/năm]", "Ngày (ddmmyyyy)", "Ngày dd/mm/yyyy", "Ngày yyyy-mm-dd"],
  ...["Ngày / Date", "Ngày/Date", "Date | Ngày", "Ngày\nDate", "Ngày (Date)", "Ngày (bắt buộc)", "Ngày (lượt)"],
])("the heading %j is known whole", (heading) => {
  expect(findColumns(set, [heading])).toEqual({ day: 0 });
});

test.each([
  ...["Ngày duyệt", "Ngày duyệt kế hoạch", "Date of birth", "Ngày (duyệt kế hoạch)", "Ngày (dự kiến)", "Sinh ngày"],
  ...[
    "Ngày / Nơi",
    "Ngày (năm)",
    "Ngày (tháng)",
    "Ngày, nơi",
    "Date approved",
    "Ngày - Note",
    "Tên / Ngày",
    "()",
    "(dd/mm)",
    "/",
    "Ngày (nữ)",
  ],
])("the heading %j is none of them", (heading) => {
  expect(findColumns(set, [heading])).toEqual({});
});

test("one field has one column, and a heading is that of one", () => {
  expect(findTwice(set, ["Tên", "Ngày", "Date"])).toMatchObject({
    column: { name: "day" },
    headings: ["Ngày", "Date"],
  });
  expect(findTwice(set, ["Tên", "Tên"])).toMatchObject({ headings: ["Tên", "Tên"] });
  expect(findTwice(set, ["Tên", "Nội dung", "Ngày"])).toBeUndefined();
});

test("what a sheet must have and has not", () => {
  expect(missingColumns(set, { title: 0 }).map((one) => one.name)).toEqual(["day"]);
  expect(missingColumns(set, { title: 0, day: 1 })).toEqual([]);
  expect(set.columns.map(headingOf)).toEqual(["Tên", "Ngày", "note"]);
});

test("these lists come in from a sheet", () => {
  expect(IMPORT_KINDS.toSorted()).toEqual(["activities", "delegations", "partners"]);
});
