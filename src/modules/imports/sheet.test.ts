import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { remarkFile } from "./remarked.server.ts";
import { readSheet } from "./sheet.server.ts";
import type { Given, GivenSheet } from "./workbook.fixtures.ts";
import { aWorkbook } from "./workbook.fixtures.ts";

const HEAD = ["Tên", "Nước"];
const isHeading = (cells: string[]) => cells[0] === "Tên";
const list = (name: string, row: string, more: Partial<GivenSheet> = {}): GivenSheet => ({
  name,
  rows: [HEAD, [row, "Lào"]],
  ...more,
});
const read = (bytes: Uint8Array) => readSheet(bytes, "a.xlsx", isHeading);
const firstRow = async (bytes: Uint8Array) => (await read(bytes)).rows[1]?.cells[0];
const refusal = (bytes: Uint8Array) =>
  read(bytes).then(
    () => "read",
    (cause: { code: string }) => cause.code,
  );

describe("which sheet is read", () => {
  test("the first in the workbook's own order, whatever its part is called", async () => {
    const book = aWorkbook([
      list("Hai", "B", { part: "worksheets/sheet2.xml" }),
      list("Một", "A", { part: "worksheets/sheet1.xml" }),
    ]);
    expect(await firstRow(book)).toBe("B");
    expect(await firstRow(aWorkbook([list("Một", "A", { part: "lists/data one.xml" })]))).toBe("A");
    expect(await firstRow(aWorkbook([list("Một", "A", { part: "/xl/Trang/A.XML" })]))).toBe("A");
  });

  test("the one that has the headings, and the others that hold rows are named", async () => {
    const guide = { name: "Hướng dẫn", rows: [["Điền vào trang sau"]] };
    const sheet = await read(
      aWorkbook([guide, list("Đối tác", "A"), list("Năm ngoái", "B"), { name: "Trống", rows: [] }]),
    );
    expect(sheet.rows[1]?.cells[0]).toBe("A");
    expect(sheet.remarks).toEqual([
      { code: "import_sheet_read", details: { name: '"Đối tác"', others: '"Hướng dẫn", "Năm ngoái"' } },
    ]);
    expect((await read(aWorkbook([list("Một", "A"), { name: "Trống", rows: [] }]))).remarks).toEqual([]);
  });

  test.each(["hidden", "veryHidden"] as const)("never one that is %s", async (state) => {
    const sheet = await read(aWorkbook([list("Nháp", "Không đọc", { state }), list("Thật", "Đọc")]));
    expect(sheet.rows[1]?.cells[0]).toBe("Đọc");
    expect(sheet.remarks).toEqual([{ code: "import_sheet_hidden", details: { names: '"Nháp"' } }]);
    expect(await refusal(aWorkbook([list("Nháp", "x", { state })]))).toBe("rule_import_hidden_only");
    // Without headings in what is shown, the hidden one is not turned to either.
    const bare = await read(aWorkbook([list("Nháp", "x", { state }), { name: "Khác", rows: [["a", "b"]] }]));
    expect(bare.heading).toBe(-1);
  });

  test("titles may stand above the headings, but not a page of them", async () => {
    const titled = (lines: number) =>
      aWorkbook([{ name: "A", rows: [...Array<Given[]>(lines).fill(["DANH SÁCH"]), HEAD] }]);
    expect((await read(titled(20))).heading).toBe(20);
    expect((await read(titled(21))).heading).toBe(-1);
  });
});

describe("archives that are none, or two in one", () => {
  test("two parts of one name are refused, for readers differ in which they take", async () => {
    // The same name but for its capitals.
    const twice = aWorkbook([list("A", "B")], { files: { "XL/Worksheets/Sheet1.xml": "<worksheet/>" } });
    expect(await refusal(twice)).toBe("rule_import_twice");
  });

  test("without relations, or with relations to nothing, it is no workbook", async () => {
    expect(await refusal(zipSync({ "xl/workbook.xml": strToU8("<workbook/>") }))).toBe("rule_import_unreadable");
    const lost = {
      "_rels/.rels": '<Relationships><Relationship Id="b" Type="x/officeDocument" Target="lost.xml"/></Relationships>',
    };
    expect(await refusal(aWorkbook([list("A", "B")], { files: lost }))).toBe("rule_import_unreadable");
    expect(await refusal(aWorkbook([list("A", "B")], { files: { "xl/workbook.xml": "<workbook><sheets" } }))).not.toBe(
      "read",
    );
  });
});

describe("what a cell holds", () => {
  const cells = async (row: Given[], options: Parameters<typeof aWorkbook>[1] = {}) =>
    (await read(aWorkbook([{ name: "A", rows: [HEAD, row] }], options))).rows[1];

  test("a day is a day by its format alone", async () => {
    const row = await cells([
      { serial: 45_544, as: "day" },
      { serial: 45_544.354_166_67, as: "dayTime" },
      { serial: 45_544, as: "custom" },
      { serial: 0.5, as: "hour" },
      { serial: 45_544, as: "money" },
      { serial: 1.5, as: "length" },
      45_544,
    ]);
    expect(row?.cells).toEqual(["9/9/2024", "9/9/2024 08:30", "9/9/2024", "12:00", "45544", "36:00", "45544"]);
    expect((await cells([{ serial: 44_082, as: "day" }], { is1904: true }))?.cells).toEqual(["9/9/2024"]);
  });

  test("an error and a yes stand as Excel shows them, a formula and a fraction are marked", async () => {
    const row = await cells([{ error: "#N/A" }, { is: true }, { is: false }, { formula: "A1", value: "x" }, 1.234, 12]);
    expect(row?.cells).toEqual(["#N/A", "TRUE", "FALSE", "x", "1.234", "12"]);
    expect([row?.formulas, row?.fractions]).toEqual([[3], [4]]);
  });

  test("how a word is spoken is no part of it, nor is the sign for a line's end", async () => {
    const spoken = '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>';
    const strings = [
      spoken,
      "<r><t>Hội </t></r><r><t>A</t></r>",
      "<t>Dòng một_x000D_\nDòng hai</t>",
      "<t>_x005F_x000D_</t>",
    ];
    const row = await cells(
      [...[0, 1, 2, 3].map((at) => ({ xml: `<v>${at}</v>` })), { xml: `<is>${spoken}</is>` }, "a_x0007_b"],
      { strings },
    );
    expect(row?.cells).toEqual(["東京", "Hội A", "Dòng một\nDòng hai", "_x000D_", "東京", "ab"]);
  });

  test("what a filter hides is read, and known as hidden", async () => {
    const rows = [HEAD, ["A", "Lào"], ["B", "Lào"]];
    const sheet = await read(aWorkbook([{ name: "A", rows, hiddenRows: [3], hiddenColumn: 2 }]));
    expect(sheet.rows.map((row) => row.cells[0])).toEqual(["Tên", "A", "B"]);
    expect([[...sheet.hiddenRows], [...sheet.hiddenColumns]]).toEqual([[3], [1]]);
  });
});

test("remarks stand in the sheet that was read, behind its widest row, and the rest stays", async () => {
  const sheets = [
    { name: "Hướng dẫn", rows: [["Điền vào trang sau"], ["x"]] },
    { name: "Đối tác", rows: [HEAD, ["A", "x"], [undefined], ["B", "y", "z"]], part: "other/list.xml" },
  ];
  const empty = { ...sheets[1], rows: [] };
  const marked = await remarkFile(
    aWorkbook(sheets),
    new Map([
      [2, "Sai <nước>"],
      [4, "Lạ"],
    ]),
    isHeading,
  );
  expect((await read(marked)).rows.map((row) => row.cells)).toEqual([
    HEAD,
    ["A", "x", "", "Sai <nước>"],
    [],
    ["B", "y", "z", "Lạ"],
  ]);
  const guide = await readSheet(marked, "a.xlsx", (cells) => cells[0] === "Điền vào trang sau");
  expect(guide.rows.map((row) => row.cells)).toEqual([["Điền vào trang sau"], ["x"]]);
  // An empty row is written without an end of its own.
  const short = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Tên</t></is></c></row><row r="2" spans="1:2"/><row r="3"><c r="A3"><v>1</v></c></row></sheetData></worksheet>`;
  const one = aWorkbook([{ ...empty, name: "A" }], { files: { "xl/other/list.xml": short } });
  expect((await read(await remarkFile(one, new Map([[3, "Lạ"]]), isHeading))).rows[2]?.cells).toEqual(["1", "Lạ"]);
});

describe("what is damaged is refused, for nobody knows what is missing", () => {
  const whole = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  const cell = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const head = `<row r="1">${cell("A1", "Tên")}${cell("B1", "Nước")}</row>`;
  const row = (number: number) => `<row r="${number}">${cell(`A${number}`, `Hội ${number}`)}</row>`;
  const withSheet = (xml: string) => aWorkbook([list("A", "x")], { files: { "xl/worksheets/sheet1.xml": xml } });

  test.each([
    ["cut off in its middle", whole(`${head}${row(2)}${row(3)}`).slice(0, -60)],
    ["cut off before its last sign", whole(`${head}${row(2)}`).slice(0, -1)],
    ["a row before the one above it", whole(`${row(3)}${head}`)],
    ["a row twice", whole(`${head}${row(2)}${row(2)}`)],
    ["a cell twice", whole(`${head}<row r="2">${cell("A2", "Một")}${cell("A2", "Hai")}</row>`)],
  ])("%s", async (_what, xml) => {
    expect(await refusal(withSheet(xml))).toBe("rule_import_damaged");
  });

  test("a file of which the end is missing", async () => {
    const long = Array.from({ length: 3000 }, (_, at) => [`Hội ${Math.sin(at)}`, "Lào"]);
    const book = aWorkbook([{ name: "A", rows: [HEAD, ...long] }]);
    for (const share of [0.5, 0.7, 0.9])
      expect([share, await refusal(book.slice(0, book.length * share))]).not.toEqual([share, "read"]);
  });

  test("rows without numbers and rows that are left out are none of it", async () => {
    const plain = `<row><c t="inlineStr"><is><t>Tên</t></is></c></row><row><c t="inlineStr"><is><t>A</t></is></c></row>`;
    expect(await firstRow(withSheet(whole(plain)))).toBe("A");
    expect(await firstRow(withSheet(whole(`${head}${row(7)}${row(9)}`)))).toBe("Hội 7");
  });
});

describe("cells that are merged over several rows", () => {
  const merged = (merges: string[], rows: Given[][]) => read(aWorkbook([{ name: "A", rows: [HEAD, ...rows], merges }]));

  test("hold what they show for each row that says anything", async () => {
    const { rows, remarks } = await merged(
      ["B2:B4", "B9:B12", "A2:B2"],
      [["A", "Lào"], ["B"], ["C"], ["D"], ["E", "Nga"]],
    );
    expect(rows.map((row) => row.cells[1] ?? "")).toEqual(["Nước", "Lào", "Lào", "Lào", "", "Nga"]);
    expect(remarks).toEqual([{ code: "import_merged", details: { cells: "B2:B4" } }]);
  });

  test("make no record of a row that is empty otherwise", async () => {
    const { rows, remarks } = await merged(["B2:B1048576"], [["A", "Lào"], [undefined, undefined], ["C"]]);
    expect(rows.map((row) => row.cells.filter(Boolean))).toEqual([HEAD, ["A", "Lào"], [], ["C", "Lào"]]);
    expect(remarks).toHaveLength(1);
  });

  test("may stand above headings in two rows", async () => {
    const rows = [
      ["Tên", "Thời gian"],
      ["", "Nước"],
      ["A", "Lào"],
    ];
    const book = aWorkbook([{ name: "A", rows, merges: ["A1:A2"] }]);
    const sheet = await readSheet(book, "a.xlsx", (cells) => cells[0] === "Tên" && cells[1] === "Nước");
    expect(sheet.heading).toBe(1);
  });
});

test("columns behind the last that is read are named where they hold something", async () => {
  const xml = (place: string) =>
    `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Tên</t></is></c><c r="${place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`;
  const remarks = async (place: string) =>
    (await read(aWorkbook([list("A", "x")], { files: { "xl/worksheets/sheet1.xml": xml(place) } }))).remarks;
  expect(await remarks("CV1")).toEqual([]);
  expect(await remarks("CW1")).toEqual([{ code: "import_columns_beyond", details: { most: 100, columns: "CW" } }]);
  expect(await remarks("XFD1")).toEqual([{ code: "import_columns_beyond", details: { most: 100, columns: "XFD" } }]);
});

test("so many of a hundred is read as it is shown", async () => {
  const book = aWorkbook([
    {
      name: "A",
      rows: [
        HEAD,
        [
          { serial: 0.5, as: "share" },
          { serial: 1.255, as: "share" },
        ],
      ],
    },
  ]);
  expect((await read(book)).rows[1]).toMatchObject({ cells: ["50%", "125.5%"], fractions: [] });
});
