import { expect, test } from "vitest";
import { plural } from "./intl.ts";
import {
  formatDay,
  formatDays,
  formatMonth,
  formatMonthDay,
  formatNumber,
  formatPaperDay,
  typedNumber,
  weekdayOf,
} from "./format.ts";
import { languageNamed } from "./language-name.ts";
import { inWords } from "./number-words.ts";
import { readAmount } from "./typed-number.ts";
import { inLocale, toLocale, wordsFor } from "./words.server.ts";

const SAID: [number, string][] = [
  [0, "zéro"],
  [1, "un"],
  [16, "seize"],
  [17, "dix-sept"],
  [21, "vingt et un"],
  [22, "vingt-deux"],
  [70, "soixante-dix"],
  [71, "soixante et onze"],
  [77, "soixante-dix-sept"],
  [80, "quatre-vingts"],
  [81, "quatre-vingt-un"],
  [91, "quatre-vingt-onze"],
  [99, "quatre-vingt-dix-neuf"],
  [100, "cent"],
  [101, "cent un"],
  [200, "deux cents"],
  [280, "deux cent quatre-vingts"],
  [999, "neuf cent quatre-vingt-dix-neuf"],
  [1000, "mille"],
  [1001, "mille un"],
  [2000, "deux mille"],
  [80_000, "quatre-vingt mille"],
  [200_000, "deux cent mille"],
  [1_000_000, "un million"],
  [200_000_000, "deux cents millions"],
  [80_000_000, "quatre-vingts millions"],
  [1_000_080_000, "un milliard quatre-vingt mille"],
  [3_000_000_000_000, "trois billions"],
  [1.5, "un virgule cinq"],
  [2.05, "deux virgule zéro cinq"],
  [12.25, "douze virgule vingt-cinq"],
];
test.each(SAID)("%d is read aloud in French", (value, said) => expect(inWords(value, "fr")).toBe(said));

test("days are written as the French write them, the first of a month as an ordinal", () => {
  inLocale("fr", () => {
    expect(["2024-05-01", "2024-05-12", "2026-08-31"].map((day) => formatDay(day))).toEqual([
      "1er mai 2024",
      "12 mai 2024",
      "31 août 2026",
    ]);
    expect([
      formatPaperDay("2026-01-01"),
      formatMonthDay("07-14"),
      formatMonthDay("05-01"),
      formatMonthDay(""),
    ]).toEqual(["le 1er janvier 2026", "14 juillet", "1er mai", ""]);
    expect(formatDays("2026-03-01", "2026-03-05")).toBe("1er–5 mars 2026");
    expect(formatDays("2026-03-30", "2026-04-02")).toBe("30 mars 2026 – 2 avril 2026");
    expect([formatMonth(2026, 8), weekdayOf("2026-11-27")]).toEqual(["Août 2026", "vendredi"]);
  });
});

test("numbers part their thousands by a blank, and what a field shows is read back as the same", () => {
  inLocale("fr", () => {
    expect(formatNumber(1234.5, 1).replaceAll(/\s/g, " ")).toBe("1 234,5");
    for (const value of [1500.5, 12, 1_234_567, 0.75])
      expect(readAmount(typedNumber(value), "fr")).toMatchObject({ verdict: "understood", value });
  });
  // A mark before three digits may part thousands or begin a fraction: nobody knows which was meant.
  for (const typed of ["1.500", "1,500"]) expect(readAmount(typed, "fr").verdict).toBe("asked");
});

test("a million takes its plural like any number above one, and none and one take the singular", () => {
  expect(plural("fr", 1_000_000)).toBe("many");
  const said = (count: number) => inLocale("fr", () => wordsFor("units_count", { count }));
  expect([0, 1, 2, 1_000_000].map((count) => said(count))).toEqual([
    "0 entité",
    "1 entité",
    "2 entités",
    "1000000 entités",
  ]);
});

test("a language calls itself by its own name, and one that Amity does not speak is none of the interface", () => {
  expect(["vi", "en", "fr"].map((tag) => languageNamed(tag))).toEqual(["Tiếng Việt", "English", "Français"]);
  expect([toLocale("fr"), toLocale("ru"), toLocale("FR")]).toEqual(["fr", undefined, undefined]);
});
