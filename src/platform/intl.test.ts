import { expect, test } from "vitest";
import { collatorOf, daysOf, numbersOf, plural } from "./intl.ts";

test("each is made once for its language and shape, and says what a new one would", () => {
  expect(numbersOf("vi-VN", 2)).toBe(numbersOf("vi-VN", 2));
  expect(numbersOf("vi-VN", 2)).not.toBe(numbersOf("en-GB", 2));
  expect(numbersOf("vi-VN", 2).format(1500.5)).toBe("1.500,50");
  expect(daysOf("en-GB", "monthDay").format(Date.UTC(2026, 6, 14))).toBe("14 July");
  expect(daysOf("en-GB", "day").format(Date.UTC(2026, 6, 14))).toBe("14 July 2026");
  expect(["Đức", "Da", "Lào"].toSorted(collatorOf("vi").compare)).toEqual(["Da", "Đức", "Lào"]);
});

test("a plural is what the language's own rules say", () => {
  for (const locale of ["vi", "en"])
    for (const count of [0, 1, 2, 5, 21, "1", 1.5])
      expect(plural(locale, count)).toBe(new Intl.PluralRules(locale).select(Number(count)));
});
