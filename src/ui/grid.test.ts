import { describe, expect, test } from "vitest";
import { choiceFor, headingsIn, spread, stepFrom, tableIn } from "./grid.ts";

test.each([
  [
    "a\tb\nc\td\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "a\tb\r\nc\td",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["one", [["one"]]],
  ["a\t\tc", [["a", "", "c"]]],
  ["a\n\nb\n", [["a"], [""], ["b"]]],
  ['"two\nlines"\tx', [["two lines", "x"]]],
  ['"said ""yes"" twice"\tx', [['said "yes" twice', "x"]]],
  ['"Sông Hồng" JSC\tx', [['"Sông Hồng" JSC', "x"]]],
  ['"open\tx', [['"open', "x"]]],
  ["  a \t b", [["a", "b"]]],
  ["", []],
])("%j", (text, rows) => expect(tableIn(text)).toEqual(rows));

const ROLES = [
  { value: "head", label: "Trưởng đoàn" },
  { value: "deputy_head", label: "Phó trưởng đoàn" },
  { value: "member", label: "Thành viên" },
];
test.each([
  ["head", "head"],
  ["Trưởng đoàn", "head"],
  ["truong doan", "head"],
  ["thành", "member"],
  ["Giám đốc", undefined],
  ["", ""],
])("of the roles %j means %s", (text, value) => expect(choiceFor(ROLES, text)).toBe(value));

test("a row of headings is no row of people", () => {
  const columns = ["Họ và tên", "Chức vụ", "Năm sinh"].map((label) => ({
    name: label,
    label,
    also: [`${label} khác`],
  }));
  expect(headingsIn(["STT", "Họ và tên", "năm sinh"], columns)).toEqual([undefined, 0, 2]);
  expect(headingsIn(["STT", "họ và tên khác", "Chức vụ khác"], columns)).toEqual([undefined, 0, 1]);
  expect(headingsIn(["Nguyễn Văn A", "Chức vụ"], columns)).toBeUndefined();
  expect(headingsIn(["Họ và tên"], columns)).toBeUndefined();
});

describe("a table that is pasted", () => {
  const columns = [
    { name: "name", label: "Họ và tên" },
    { name: "role", label: "Vai trò", options: ROLES, start: "member" },
    { name: "home", label: "Cơ quan" },
  ];
  const place = { column: 0, free: [0, 2], next: 3, most: 5 };
  test("begins with the numbers of its rows: they are left out, and no name", () => {
    const { cells, lost } = spread(
      [
        ["1", "A", "head"],
        ["2", "B", "member"],
      ],
      columns,
      place,
    );
    expect(cells.map((one) => one.text)).toEqual(["A", "head", "B", "member"]);
    expect(lost).toEqual([]);
    const dates = spread(
      [
        ["3", "A"],
        ["2", "B"],
      ],
      columns,
      place,
    );
    expect(dates.cells.map((one) => one.text)).toContain("3");
  });
  test("fills the rows that are there, then new ones, around what was taken out", () => {
    const { cells, lost } = spread([["A"], ["B"], ["C"]], columns, place);
    expect(cells.map((one) => [one.at, one.text])).toEqual([
      [0, "A"],
      [2, "B"],
      [3, "C"],
    ]);
    expect(lost).toEqual([]);
  });
  test("goes where its headings say, and says what has no place", () => {
    const sheet = [
      ["STT", "Vai trò", "Họ và tên", "Ghi chú"],
      ["1", "Trưởng đoàn", "A", "ăn chay"],
      ["2", "", "B", ""],
    ];
    const { cells, lost } = spread(sheet, columns, place);
    expect(cells).toEqual([
      { at: 0, column: 1, text: "head" },
      { at: 0, column: 0, text: "A" },
      { at: 2, column: 0, text: "B" },
    ]);
    expect(lost).toEqual(["ăn chay"]);
  });
  test("loses nothing unsaid: no such choice, beyond the last column, beyond the last row", () => {
    const sheet = [["A", "Giám đốc", "X", "beyond"], ["B"], ["C"], ["D"], ["E", "Giám đốc"], ["F"]];
    const { lost, beyond } = spread(sheet, columns, place);
    expect([lost, beyond]).toEqual([["Giám đốc", "beyond"], 2]);
  });
  test("keeps of a text in another shape what the column asks for", () => {
    const year = { name: "year", label: "Năm sinh", also: ["Ngày sinh"], read: (text: string) => text.slice(-4) };
    const sheet = [
      ["Họ và tên", "Ngày sinh"],
      ["A", "12/05/1980"],
    ];
    expect(spread(sheet, [...columns, year], place).cells.map((one) => one.text)).toEqual(["A", "1980"]);
  });
});

describe("keys as in a sheet", () => {
  const key = (name: string, held: object = {}) => ({
    ...{ key: name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
    ...held,
  });
  const text = (value: string, from: number, to = from) => ({ value, selectionStart: from, selectionEnd: to });
  test.each([
    [key("Enter"), text("ab", 1), { down: 1, right: 0 }],
    [key("Enter", { shiftKey: true }), text("ab", 1), { down: -1, right: 0 }],
    [key("Enter"), undefined, { down: 1, right: 0 }],
    [key("Enter", { ctrlKey: true }), text("ab", 1), undefined],
    [key("ArrowDown"), text("ab", 1), { down: 1, right: 0 }],
    [key("ArrowDown"), undefined, undefined],
    [key("ArrowRight"), text("ab", 1), undefined],
    [key("ArrowRight"), text("ab", 2), { down: 0, right: 1 }],
    [key("ArrowLeft"), text("ab", 0), { down: 0, right: -1 }],
    // Come to by Tab, all of it is marked.
    [key("ArrowRight"), text("ab", 0, 2), undefined],
    [key("ArrowLeft"), text("ab", 0, 1), undefined],
    [key("x"), text("", 0), undefined],
  ])("%j", (pressed, cell, step) => expect(stepFrom(pressed, cell)).toEqual(step));
});
