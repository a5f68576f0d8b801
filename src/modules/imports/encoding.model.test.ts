import { describe, expect, test } from "vitest";
import { decodeText, parseCsv } from "./encoding.model.ts";

const decoded = (...bytes: number[]) => {
  const { encoding, text } = decodeText(Uint8Array.from(bytes));
  return [encoding, text];
};

describe("a text file is read in", () => {
  test("Unicode where it is valid", () => {
    expect(decoded()).toEqual(["utf-8", ""]);
    expect(decoded(0x48, 0xe1, 0xbb, 0x99, 0x69)).toEqual(["utf-8", "Hội"]);
    expect(decoded(0xff, 0xfe, 0x48, 0x00, 0xd9, 0x1e)).toEqual(["utf-16le", "Hộ"]);
  });

  test("the letters of the old fonts, from first to last", () => {
    expect(decoded(0x48, 0xb5, 0x20, 0x4e, 0xe9, 0x69)).toEqual(["tcvn3", "Hà Nội"]);
    expect(decoded(0xa8, 0xa9, 0xae)).toEqual(["tcvn3", "ăâđ"]);
    expect(decoded(0xa8)).toEqual(["tcvn3", "ă"]);
    expect(decoded(0xbe, 0xfe)).toEqual(["tcvn3", "ắỵ"]);
    // What the old fonts do not have stays as it is.
    expect(decoded(0xb5, 0xb0)).toEqual(["tcvn3", "à°"]);
  });

  test("the code page of Windows, whose marks are joined to their letters", () => {
    expect(decoded(0x56, 0x69, 0xea, 0xf2, 0x74)).toEqual(["windows-1258", "Việt"]);
    expect(decoded(0xff, 0x41)).toEqual(["windows-1258", "ÿA"]);
    expect(decoded(0x41, 0xfe)).toEqual(["windows-1258", "A₫"]);
    expect(decoded(0xa7)).toEqual(["windows-1258", "§"]);
    expect(decoded(0xbf)).toEqual(["windows-1258", "¿"]);
  });

  test("the two are told apart by more than a fifth of what is not plain", () => {
    expect(decoded(0xb5, 0xe9, 0xe9, 0xe9)).toEqual(["tcvn3", "àộộộ"]);
    expect(decoded(0xb5, 0xe9, 0xe9, 0xe9, 0xe9)).toEqual(["windows-1258", "µéééé"]);
    expect(decoded(0xb5, 0x80, 0x80, 0x80, 0x80)).toEqual(["windows-1258", "µ€€€€"]);
    expect(decoded(0xb5, 0x41, 0x41, 0x41, 0x41, 0x41)).toEqual(["tcvn3", "àAAAAA"]);
  });
});

test.each([
  ["", []],
  ["a", [["a"]]],
  [
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\n1,2",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a;b\n1,2,3;4",
    [
      ["a", "b"],
      ["1,2,3", "4"],
    ],
  ],
  ["a\tb,c\td\n", [["a", "b,c", "d"]]],
  ["a;", [["a", ""]]],
  ["a\n\n,b", [["a"], [""], ["", "b"]]],
  ["a\r\nb\rc\r\n", [["a"], ["b\rc"]]],
  ['"a, ""b""\n1",c\n', [['a, "b"\n1', "c"]]],
  ["a\uFEFF,b\n", [["a\uFEFF", "b"]]],
  ["\uFEFFa,b\uFEFF\n", [["a", "b\uFEFF"]]],
])("the text %j has these rows", (text, rows) => {
  expect(parseCsv(text)).toEqual(rows);
});
