import { expect, test } from "vitest";
import { fold, parseAmount, parseDay, parseYes } from "./typed.ts";

test.each([
  ["5/9/2024", "2024-09-05"],
  ["05-09-2024", "2024-09-05"],
  ["5.9.2024", "2024-09-05"],
  ["2024-09-05", "2024-09-05"],
  ["2024-09-05T00:00:00", "2024-09-05"],
  ["ngày 5 tháng 9 năm 2024", "2024-09-05"],
  ["Ngày 5 tháng 9 năm 2024".normalize("NFD"), "2024-09-05"],
  ["5 September 2024", "2024-09-05"],
  ["45540", "2024-09-05"],
  ["29/2/2024", "2024-02-29"],
  ["29/2/2023", undefined],
  ["31/4/2024", undefined],
  ["9/2024", undefined],
  ["5/9/24", undefined],
  ["hôm qua", undefined],
  ["", undefined],
  ["2024-9-5", "2024-09-05"],
  ["2024-09-05 00:00", "2024-09-05"],
  ["2024-09-05x", undefined],
  ["12024-09-05", undefined],
  [" 5/9/2024 ", "2024-09-05"],
  ["1/1/1900", "1900-01-01"],
  ["31/12/1899", undefined],
  ["31/12/2200", "2200-12-31"],
  ["1/1/2201", undefined],
  ["115/9/2024", undefined],
  ["5/9/20244", undefined],
  ["5/119/2024", undefined],
  ["5 tháng 9, 2024", "2024-09-05"],
  ["ngày5tháng9năm2024", "2024-09-05"],
  ["15 tháng 11 năm 2024", "2024-11-15"],
  ["chiều ngày 5 tháng 9 năm 2024", undefined],
  ["5 tháng 9 năm 2024 (dự kiến)", undefined],
  ["15 Sep. 2024", "2024-09-15"],
  ["15  Dec,  2024", "2024-12-15"],
  ["1 jan 2024", "2024-01-01"],
  ["15 Sepp 2024", "2024-09-15"],
  ["15 xyz 2024", undefined],
  ["15 se 2024", undefined],
  ["on 15 Sep 2024", undefined],
  ["15 Sep 2024 or so", undefined],
])("the day %s is %s", (typed, day) => expect(parseDay(typed)).toBe(day));

test("serials of 1904 and of the leap year that never was", () => {
  expect(parseDay("44078", true)).toBe("2024-09-05");
  expect(parseDay("1000")).toBe("1902-09-26");
  expect(parseDay("45540.75")).toBe("2024-09-05");
  expect(["999", "1234567", "45540.", "a45540", "45540a"].map((serial) => parseDay(serial))).toEqual(
    Array(5).fill(undefined),
  );
});

test.each([
  ["1.234.567,89", 1_234_567.89, undefined],
  ["1,234,567.89", 1_234_567.89, undefined],
  ["228 triệu USD", 228_000_000, "USD"],
  ["1,2 tỷ đồng", 1_200_000_000, "VND"],
  ["227,9 triệu USD", 227_900_000, "USD"],
  ["$1.5 million", 1_500_000, "USD"],
  ["1.234", 1234, undefined],
  ["1.5", 1.5, undefined],
  ["0.125", 0.13, undefined],
  ["80 người", 80, undefined],
  ["12", 12, undefined],
  ["-5", -5, undefined],
  ["$ 12", 12, "USD"],
  ["US$12", 12, "USD"],
  ["12 đô la", 12, "USD"],
  ["12 dollars", 12, "USD"],
  ["12 VND", 12, "VND"],
  ["12 vnđ", 12, "VND"],
  ["12 ₫", 12, "VND"],
  ["3 tỉ đồng", 3_000_000_000, "VND"],
  ["3 billion", 3_000_000_000, undefined],
  ["3 bn", 3_000_000_000, undefined],
  ["3mil", 3_000_000, undefined],
  ["3M", 3_000_000, undefined],
  ["3 nghìn", 3000, undefined],
  ["3 ngàn", 3000, undefined],
  ["3k", 3000, undefined],
  ["3 thousand USD", 3000, "USD"],
  ["3 triệu".normalize("NFD"), 3_000_000, undefined],
  ["1,234", 1234, undefined],
  ["1,23", 1.23, undefined],
  ["12,345.6", 12_345.6, undefined],
  ["12.345,6", 12_345.6, undefined],
  ["-0,125", -0.12, undefined],
  ["0", 0, undefined],
  ["1234", 1234, undefined],
  ["-1234", -1234, undefined],
  ["12345.6", 12_345.6, undefined],
  ["12345,67", 12_345.67, undefined],
  ["1234567 USD", 1_234_567, "USD"],
] as const)("%s is %d", (typed, value, currency) => expect(parseAmount(typed)).toEqual({ value, currency }));

test.each([
  "khoảng 80",
  "abc",
  "",
  "1.2.3,4,5x",
  "1..2",
  "1,2.3.4",
  "12.34.567",
  "1.234,",
  "x12",
  "1234.",
  "1234.5.6",
  "-",
  ".5",
])("%s is no amount", (typed) => expect(parseAmount(typed)).toBeUndefined());

test("names compare without marks, case or punctuation, composed or not", () => {
  expect(fold("Đại học  Hữu nghị".normalize("NFD"))).toBe("dai hoc huu nghi");
  expect([fold(" ... Hội (HN), 2024! "), fold("")]).toEqual(["hoi hn 2024", ""]);
  expect(fold("VIỆT NAM - PHÁP")).toBe("viet nam phap");
  expect([" ĐÚNG ", "Có".normalize("NFD"), "co", "yes", "Y", "1", "true"].map(parseYes)).toEqual(Array(7).fill(true));
  expect([parseYes("Có"), parseYes("x"), parseYes("không"), parseYes("")]).toEqual([true, true, false, false]);
});
