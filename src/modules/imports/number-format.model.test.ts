import { expect, test } from "vitest";
import { standsFor, textOfInstant, textOfNumber, textOfSerial } from "./number-format.model.ts";

test.each([
  ["day", [14, 15, 16, 17, 22, 27, 31, 36, 50, 58]],
  ["hour", [18, 19, 20, 21, 32, 35, 45, 47]],
  ["length", [46]],
  [undefined, [0, 1, 2, 3, 4, 11, 12, 13, 23, 26, 37, 44, 48, 49, 59, 163]],
] as const)("of the formats that no workbook writes down these are %s", (stands, ids) => {
  expect(ids.map((id) => standsFor(id, undefined))).toEqual(ids.map(() => stands));
});

test.each([
  ["dd/mm/yyyy", "day"],
  ["d-mmm-yy", "day"],
  ["yyyy", "day"],
  ["mmmm", "day"],
  ["mm", "day"],
  ["[$-42A]dd mmmm yyyy;@", "day"],
  ['"ngày" dd "tháng" mm', "day"],
  ["dd\\/mm\\/yyyy hh:mm", "day"],
  ["[Red]dd/mm", "day"],
  ["hh:mm:ss", "hour"],
  ["h:mm AM/PM", "hour"],
  ["mm:ss", "hour"],
  ["[h]:mm", "length"],
  ["[mm]:ss", "length"],
  ["General", undefined],
  ["0", undefined],
  ["#,##0.00", undefined],
  ['#,##0 "đồng"', undefined],
  ['0 "days"', undefined],
  ["#,##0\\d", undefined],
  ["#,##0_d", undefined],
  ["[$$-409]#,##0", undefined],
  ["[$₫-42A]#,##0;[Red]-dd", undefined],
  ["@", undefined],
  ["0.00E+00", undefined],
  ["0%", "share"],
  ["0.00%;[Red]-0.00%", "share"],
  ['0" %"', undefined],
] as const)("the format %s stands for %s", (code, stands) => {
  expect(standsFor(164, code)).toBe(stands);
});

test.each([
  [45_540, "day", false, "5/9/2024"],
  [44_078, "day", true, "5/9/2024"],
  [45_544, "day", false, "9/9/2024"],
  [1, "day", false, "1/1/1900"],
  [59, "day", false, "28/2/1900"],
  [60, "day", false, "29/2/1900"],
  [61, "day", false, "1/3/1900"],
  [0, "day", false, "0/1/1900"],
  [0, "day", true, "1/1/1904"],
  [45_540.354_166_666_7, "day", false, "5/9/2024 08:30"],
  [45_540.999_999_9, "day", false, "6/9/2024"],
  [0.354_166_666_7, "hour", false, "08:30"],
  [45_540.5, "hour", false, "5/9/2024 12:00"],
  [1.5, "length", false, "36:00"],
  [2024, "day", false, "2024"],
  [2024, "day", true, "2024"],
  [1899, "day", false, "13/3/1905"],
  [2201, "day", false, "9/1/1906"],
  [-1, "day", false, "####"],
  [9_999_999, "day", false, "####"],
] as const)("the number %d of a %s (1904: %s) is the text %s", (serial, stands, is1904, text) => {
  expect(textOfSerial(serial, stands, is1904)).toBe(text);
});

test("numbers lose the digits that only the computer knows, and no others", () => {
  const shown = ["0.30000000000000004", "12", "1.234", "1234567890123456789", "0.1", "-5", "12.50", "1E3", "abc", ""];
  expect(shown.map(textOfNumber)).toEqual([
    "0.3",
    "12",
    "1.234",
    "1234567890123460000",
    "0.1",
    "-5",
    "12.5",
    "1000",
    "abc",
    "",
  ]);
  expect(["2024-09-05T00:00:00", "2024-09-05", "2024-09-05T08:30:00Z", "x"].map(textOfInstant)).toEqual([
    "5/9/2024",
    "5/9/2024",
    "5/9/2024 08:30",
    "x",
  ]);
});
