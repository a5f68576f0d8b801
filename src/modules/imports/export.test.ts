import { expect, test } from "vitest";
import { readSheet } from "./sheet.server.ts";
import { writeCsv, writeWorkbook } from "#platform/workbook.server.ts";

const rows = [
  ["Tên", "Số"],
  ["=HYPERLINK(1)", 12],
  ["+84", null],
  ['a "b", c', undefined],
];

test("what could run as a formula leaves as text, in Excel and in CSV", async () => {
  const book = await readSheet(writeWorkbook(rows), "a.xlsx", () => true);
  expect(book.rows.map((row) => row.cells[0])).toEqual(["Tên", "'=HYPERLINK(1)", "'+84", 'a "b", c']);
  expect(book.rows[1]?.cells[1]).toBe("12");
  const text = await readSheet(writeCsv(rows), "a.csv", () => true);
  expect(text.rows.map((row) => row.cells[0])).toEqual(["Tên", "'=HYPERLINK(1)", "'+84", 'a "b", c']);
});
