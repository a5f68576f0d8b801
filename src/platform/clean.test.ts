import { describe, expect, test } from "vitest";
import { clean, cleanLine, cleanText } from "./clean.ts";

describe("text is kept as it reads", () => {
  test.each([
    ["Hội hữu nghị".normalize("NFD"), "Hội hữu nghị"],
    ["hữu\uFFFEnghị\uFFFF\uFDD0\u{1FFFE}", "hữunghị"],
    ["a\0b\u0008c\u001Fd\u007Fe\u0080f\u009Fg", "abcdefg"],
    ["\uFEFFmark \uFEFFwithin", "mark within"],
    ["cut \uD83D off", "cut \uFFFD off"],
    ["cut \uDE00", "cut \uFFFD"],
    ["whole \u{1F600} 𠮷", "whole \u{1F600} 𠮷"],
    ["one\r\ntwo\rthree\vfour\ffive\u0085six\u2028seven\u2029eight", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight"],
    ["\ttab  blanks\n\nempty line ", "\ttab  blanks\n\nempty line "],
    // What words of these scripts are written with.
    ["ភាសា\u200Bខ្មែរ क्\u200Dष نمی\u200Cخواهم", "ភាសា\u200Bខ្មែរ क्\u200Dष نمی\u200Cخواهم"],
  ])("%j", (typed, kept) => {
    expect(clean(typed)).toBe(kept);
    expect(clean(kept)).toBe(kept);
  });
});

test.each([
  [" \uFEFF\u200B\n a\n b \u2060\u00A0\n", "a\n b"],
  ["ന്\u200D", "ന്\u200D"],
  ["\u200D\u3164\u2064 ", ""],
  ["", ""],
])("blanks at the ends of %j are none of it, and what shows nothing is empty", (typed, kept) => {
  expect(cleanText(typed)).toBe(kept);
});

test.each([
  ["Đoàn VT \v dòng 2", "Đoàn VT dòng 2"],
  ["one\r\n\r\n\ttwo", "one two"],
  ["two  blanks", "two  blanks"],
  ["\u202Egnp\u202C.exe\u2066\u2069", "gnp .exe"],
  [" \n ", ""],
])("the line %j", (typed, kept) => expect(cleanLine(typed)).toBe(kept));

test("a megabyte of blanks is cleaned at once", () => {
  const started = performance.now();
  for (const blank of [" ", "\n", "\u200B", "\r\n"])
    expect([cleanText, cleanLine].map((read) => read(`a${blank.repeat(500_000)}b`).at(-1))).toEqual(["b", "b"]);
  expect(performance.now() - started).toBeLessThan(5000);
});
