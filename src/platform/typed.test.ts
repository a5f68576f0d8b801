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
])("the day %s is %s", (typed, day) => expect(parseDay(typed)).toBe(day));

test("serials of 1904 and of the leap year that never was", () => {
  expect(parseDay("44078", true)).toBe("2024-09-05");
  expect(parseDay("1000")).toBe("1902-09-26");
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
] as const)("%s is %d", (typed, value, currency) => expect(parseAmount(typed)).toEqual({ value, currency }));

test.each(["khoảng 80", "abc", "", "1.2.3,4,5x"])("%s is no amount", (typed) =>
  expect(parseAmount(typed)).toBeUndefined(),
);

test("names compare without marks, case or punctuation, composed or not", () => {
  expect(fold("Đại học  Hữu nghị".normalize("NFD"))).toBe("dai hoc huu nghi");
  expect(fold("VIỆT NAM - PHÁP")).toBe("viet nam phap");
  expect([parseYes("Có"), parseYes("x"), parseYes("không"), parseYes("")]).toEqual([true, true, false, false]);
});
