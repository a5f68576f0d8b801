import { expect, test } from "vitest";
import { readSheet } from "./workbook.server.ts";
import { writeCsv, writeWorkbook } from "#platform/workbook.server.ts";

const rows = [
  ["Tên", "Số"],
  ["=HYPERLINK(1)", 12],
  ["+84", null],
  ['a "b", c', undefined],
];

test("what could run as a formula leaves as text, in Excel and in CSV", () => {
  expect(readSheet(writeWorkbook(rows), "a.xlsx").rows.map((row) => row.cells[0])).toEqual([
    "Tên",
    "'=HYPERLINK(1)",
    "'+84",
    'a "b", c',
  ]);
  expect(readSheet(writeWorkbook(rows), "a.xlsx").rows[1]?.cells[1]).toBe("12");
  expect(
    readSheet(writeCsv(rows), "a.csv")
      .rows.map((row) => row.cells[0])
      .slice(0, 4),
  ).toEqual(["Tên", "'=HYPERLINK(1)", "'+84", 'a "b", c']);
});
