import { describe, expect, test } from "vitest";
import {
  amount,
  choice,
  count,
  countries,
  day,
  emptied,
  flag,
  id,
  ids,
  optionalDay,
  optionalId,
  optionalText,
  text,
  time,
  version,
} from "./forms.ts";
import { AN_ID, long, readBy } from "./forms.fixtures.ts";

const refused = (sentence: string) => ({ "": sentence });
const DECOMPOSED = " Hội\0 hữu nghị ".normalize("NFD");

describe("a text", () => {
  test.each([
    [DECOMPOSED, "Hội hữu nghị"],
    [long(20), long(20)],
    [long(21), refused("error_too_long")],
    ["", refused("error_required")],
    [" \0 ", refused("error_required")],
    [undefined, refused("error_required")],
    [5, refused("error_required")],
  ])("%j", (value, read) => expect(readBy(text(20), value)).toEqual(read));

  test.each([
    [DECOMPOSED, "Hội hữu nghị"],
    [long(20), long(20)],
    [long(21), refused("error_too_long")],
    ["", undefined],
    [" \0 ", undefined],
    [undefined, undefined],
    [5, refused("error_text")],
  ])("that may be left out: %j", (value, read) => expect(readBy(optionalText(20), value)).toEqual(read));
});

const NO_DAYS = ["2023-02-29", "2024-13-01", "2024-2-9", "29/02/2024", "x2024-02-29", "2024-02-29x", "soon", 20240229];

describe("a day", () => {
  test.each([day(), optionalDay()])("is one of the calendar", (form) => {
    expect(["2024-02-29", " 2024-02-29 "].map((value) => readBy(form, value))).toEqual(["2024-02-29", "2024-02-29"]);
    for (const value of NO_DAYS) expect(readBy(form, value)).toEqual(refused("error_day"));
  });

  test("may be left out or not", () => {
    for (const value of ["", " ", undefined]) {
      expect(readBy(day(), value)).toEqual(refused("error_day"));
      expect(readBy(optionalDay(), value)).toBeUndefined();
    }
  });
});

test.each([
  ["00:00", "00:00"],
  ["09:30", "09:30"],
  [" 19:05 ", "19:05"],
  ["23:59", "23:59"],
  ["", undefined],
  [undefined, undefined],
  ["24:00", refused("error_time")],
  ["9:30", refused("error_time")],
  ["09:60", refused("error_time")],
  ["x09:30", refused("error_time")],
  ["09:300", refused("error_time")],
  [930, refused("error_time")],
])("the time %j", (value, read) => expect(readBy(time(), value)).toEqual(read));

test.each([
  ["3", 3],
  [3, 3],
  [" 10 ", 10],
  ["", undefined],
  [" ", undefined],
  [undefined, undefined],
  ["2", refused("error_number")],
  ["11", refused("error_number")],
  ["3.5", refused("error_number")],
  ["three", refused("error_number")],
  [true, refused("error_number")],
])("the count %j of three to ten", (value, read) => expect(readBy(count(10, 3), value)).toEqual(read));

test("a count is of nobody to a million where nothing else is said", () => {
  expect(["0", "1000000"].map((value) => readBy(count(), value))).toEqual([0, 1_000_000]);
  for (const value of ["-1", "1000001"]) expect(readBy(count(), value)).toEqual(refused("error_number"));
});

test.each([
  ["0", 0],
  ["12.5", 12.5],
  [7, 7],
  ["-0.01", refused("error_number")],
  ["", refused("error_number")],
  ["much", refused("error_number")],
])("the amount %j", (value, read) => expect(readBy(amount(), value)).toEqual(read));

test.each([
  ["on", true],
  ["true", true],
  [true, true],
  ["off", false],
  ["false", false],
  ["", false],
  [false, false],
  [1, false],
  [undefined, false],
])("the tick %j is %s", (value, is) => expect(readBy(flag(), value)).toBe(is));

test("one chooses what is offered", () => {
  expect(readBy(choice(["a", "b"]), "b")).toBe("b");
  for (const value of ["c", "", undefined]) expect(readBy(choice(["a", "b"]), value)).toEqual(refused("error_choose"));
});

/** So many codes, each another. */
const most = (count: number) =>
  Array.from({ length: count }, (_, at) => String.fromCodePoint(65 + Math.floor(at / 26), 65 + (at % 26)));

test.each([
  [
    ["FR", " LA ", ""],
    ["FR", "LA"],
  ],
  ["FR, LA;DE", ["FR", "LA", "DE"]],
  [most(40), most(40)],
  [most(41), refused("error_too_many")],
  [
    ["FR", "LA", "FR"],
    ["FR", "LA"],
  ],
  ["", refused("error_country")],
  [[], refused("error_country")],
  [undefined, refused("error_country")],
  [5, refused("error_country")],
  ["fr", { 0: "error_country" }],
  ["FR, FRA", { 1: "error_country" }],
  ["FR, 1FR", { 1: "error_country" }],
])("the countries %j", (value, read) => expect(readBy(countries(), value)).toEqual(read));

test("where none is needed none is one", () => {
  expect(readBy(countries(0), "")).toEqual([]);
});

test("a record is named by its key", () => {
  expect([readBy(id(), AN_ID), readBy(optionalId(), AN_ID), readBy(optionalId(), " ")]).toEqual([
    AN_ID,
    AN_ID,
    undefined,
  ]);
  expect([readBy(id(), ""), readBy(id(), "x"), readBy(optionalId(), "x")]).toEqual(
    Array(3).fill(refused("error_choose")),
  );
});

const keys = (count: number) =>
  Array.from({ length: count }, (_, at) => `${AN_ID.slice(0, -2)}${String(at + 10).padStart(2, "0")}`);

test.each([
  [undefined, []],
  ["", []],
  [AN_ID, [AN_ID]],
  [`${AN_ID},${AN_ID}`, [AN_ID]],
  [keys(60), keys(60)],
  [keys(61), refused("error_too_many")],
  [["x"], { 0: "error_choose" }],
])("the keys %j", (value, read) => expect(readBy(ids(), value)).toEqual(read));

test("the version that was read comes back as a whole number", () => {
  expect([readBy(version(), "3"), readBy(version(), 3)]).toEqual([3, 3]);
  for (const value of ["", undefined, "x"]) expect(readBy(version(), value)).toEqual(refused("error_version"));
  expect(version().safeParse("1.5").success).toBe(false);
});

test("what is left empty is emptied, nothing else is", () => {
  expect(emptied({ a: undefined, b: 0, c: "", d: false, e: "x" })).toEqual({ a: null, b: 0, c: "", d: false, e: "x" });
});
