import { describe, expect, test } from "vitest";
import { wordsFor } from "#platform/words.server.ts";
import { readUnitRows } from "./unit-sheet.commands.server.ts";
import { run } from "./unit-sheet.apart.ts";
import type { Given } from "./workbook.fixtures.ts";
import { aWorkbook } from "./workbook.fixtures.ts";
import { anonymous } from "#platform/actor.ts";
import { ForbiddenError } from "#platform/errors.ts";

const read = (rows: Given[][], merges: string[] = []) =>
  run({ name: "units.xlsx", bytes: aWorkbook([{ name: "Units", rows, merges }]) });
const readText = (text: string, name = "units.csv") => run({ name, bytes: new TextEncoder().encode(text) });
type Read = Awaited<ReturnType<typeof read>>;
/** `5 1 Cork chapter`: the row, how deep, the name and the kind. */
const linesOf = ({ lines }: Read) =>
  lines.map(({ number, depth, name, kind, unknownKind }) =>
    [number, depth, name, kind ?? (unknownKind && `?${unknownKind}`)].filter((one) => one !== undefined).join(" "),
  );
const leftOf = ({ left }: Read) =>
  left.map(({ code, details: { lines, headings, value } }) =>
    [code, lines ?? headings, value].filter((one) => one !== undefined).join(" "),
  );

describe("without headings", () => {
  test.each([
    [
      "levels by column",
      [["Munster"], ["", "Cork"], ["", "Kerry"], ["Leinster"]],
      ["1 0 Munster", "2 1 Cork", "3 1 Kerry", "4 0 Leinster"],
    ],
    [
      "each row whole",
      [
        ["Munster", "Cork"],
        ["Munster", "Kerry"],
        ["Leinster", "Kerry"],
      ],
      ["1 0 Munster", "1 1 Cork", "2 1 Kerry", "3 0 Leinster", "3 1 Kerry"],
    ],
    [
      "a kind behind the name",
      [
        ["Munster", "Committee"],
        ["", "Cork", "Chapter"],
        ["", "Kerry"],
      ],
      ["1 0 Munster committee", "2 1 Cork chapter", "3 1 Kerry"],
    ],
    [
      "numbers before",
      [
        ["1", "Munster"],
        ["1.1", "", "Cork"],
        ["II", "Leinster"],
      ],
      ["1 0 Munster", "2 1 Cork", "3 0 Leinster"],
    ],
  ])("columns are levels: %s", async (_what, rows, lines) => {
    expect(linesOf(await read(rows))).toEqual(lines);
  });

  test("of a text file too a last word of a kind is the kind of the unit before it", async () => {
    const said = await readText("Munster\n\tCork\tChapter\n\tKerry\tCommittee", "units.txt");
    expect(linesOf(said)).toEqual(["1 0 Munster", "2 1 Cork chapter", "3 1 Kerry committee"]);
  });
});

describe("with headings", () => {
  test("they are found below a title and a blank row, and what is no unit is named", async () => {
    const said = await read([
      ["DANH SÁCH CÁC ĐƠN VỊ THÀNH VIÊN"],
      [],
      ["STT", "Tên đơn vị", "Loại", "Địa chỉ", "Điện thoại"],
      [1, "Hội hữu nghị A", "Hội trung ương", "12 Quang Trung", "024 1234"],
      [2, "Hội hữu nghị B", "", "13 Quang Trung", ""],
    ]);
    expect(linesOf(said)).toEqual(["4 0 Hội hữu nghị A central_association", "5 0 Hội hữu nghị B"]);
    expect(leftOf(said)).toEqual([
      "units_left_above 1, 3",
      'units_left_count "STT"',
      'import_columns_unread "Địa chỉ", "Điện thoại"',
    ]);
  });

  test.each([
    ["No.", "Name", "Kind"],
    ["#", "Unit", "Type of unit"],
    ["N°", "Nom", "Type d’entité"],
    ["N°", "Entité", "Type"],
    ["TT", "Tên tổ chức (bắt buộc)", "Loại hình"],
    ["STT / No.", "Tên đơn vị / Name", "Loại / Kind"],
  ])("of any language: %s, %s, %s", async (...heads) => {
    const said = await read([["A list"], heads, ["1", "Munster", "Committee"]]);
    expect(linesOf(said)).toEqual(["3 0 Munster committee"]);
    expect(leftOf(said)).toEqual(["units_left_above 1-2", `units_left_count "${heads[0]}"`]);
  });

  test("levels have a column each, or one heading over all of them", async () => {
    const levels = await read([
      ["STT", "Cấp 1", "Cấp 2", "Loại"],
      ["1", "Munster", "", "Ủy ban"],
      ["2", "", "Cork", ""],
    ]);
    expect(linesOf(levels)).toEqual(["2 0 Munster committee", "3 1 Cork"]);
    const merged = await read(
      [
        ["Name", "", "Kind"],
        ["Munster", "", "Committee"],
        ["", "Cork", ""],
      ],
      ["A1:B1"],
    );
    expect(linesOf(merged)).toEqual(["2 0 Munster committee", "3 1 Cork"]);
  });

  test("what stands in front of a list is none of its headings, and headings that stand again are no units", async () => {
    const said = await read([
      ["Đơn vị:", "Liên hiệp"],
      ["STT", "Tên đơn vị"],
      ["(1)", "(2)"],
      ["1", "Munster"],
      ["STT", "Tên đơn vị"],
      ["2", "Leinster"],
    ]);
    expect(linesOf(said)).toEqual(["4 0 Munster", "6 0 Leinster"]);
    expect(leftOf(said)).toEqual(["units_left_above 1-2, 5", "units_left_nameless 3", 'units_left_count "STT"']);
  });

  test("a kind may stand in a later row, a word that is none is kept with its row, and a name that comes twice is said", async () => {
    const said = await read([
      ["Level 1", "Level 2", "Kind"],
      ["Munster", "Cork"],
      ["Munster", "", "Committee"],
      [],
      ["Clare", "", "Chior"],
    ]);
    expect(linesOf(said)).toEqual(["2 0 Munster", "2 1 Cork", "3 0 Munster committee", "5 0 Clare ?Chior"]);
    const twice = await read([["Name"], ["Cork"], ["Kerry"], ["CORK"]]);
    expect(leftOf(twice)).toEqual(["units_left_above 1", "units_left_twice 4"]);
  });

  test("a row of a text file with more cells than headings is none", async () => {
    const said = await readText("Đơn vị:;x\nTên đơn vị;Loại\nMunster;Chapter\nCork; Kerry;Chapter\n");
    expect(linesOf(said)).toEqual(["3 0 Munster chapter"]);
    expect(leftOf(said)).toEqual(["units_left_above 1-2", "units_left_cells 4", 'import_columns_unread "C"']);
  });
});

describe("what cannot be read", () => {
  test("an error of the sheet and a formula without its value are said with their rows, and what stands below them", async () => {
    const said = await read([
      ["Name", "", "Kind"],
      [],
      ["Munster"],
      [{ error: "#DIV/0!" }],
      ["", "Cork"],
      ["Leinster", "", { error: "#N/A" }],
      [{ formula: "A1", value: "Ulster" }],
      ["", { formula: "A1", value: "" }],
      ["", { xml: "<f>A1</f>" }],
    ]);
    expect(linesOf(said)).toEqual(["3 0 Munster", "7 0 Ulster"]);
    expect(leftOf(said)).toEqual([
      "units_left_above 1",
      "units_left_error 4 #DIV/0!",
      "units_left_below 5",
      "units_left_error 6 #N/A",
      "units_left_formula 9",
    ]);
  });

  test("every sentence about it has words", async () => {
    for (const why of ["above", "count", "error", "formula", "below", "nameless", "cells", "twice"])
      expect(wordsFor(`units_left_${why}`, { lines: "3", count: 1, value: "#N/A", headings: "STT" })).toMatch(/\w/);
  });
});

test("nobody else's sheet is read", () => {
  expect(() => readUnitRows(anonymous, { name: "units.csv", bytes: new Uint8Array() })).toThrow(ForbiddenError);
});
