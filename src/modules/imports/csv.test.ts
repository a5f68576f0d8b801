import { strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { remarkFile } from "./remarked.server.ts";
import { readSheet } from "./sheet.server.ts";

const isHeading = (cells: string[]) => cells.includes("Tên") && cells.includes("Nước");
const sheetOf = (text: string) => readSheet(strToU8(text), "a.csv", isHeading);
const cellsOf = async (text: string) => (await sheetOf(text)).rows.map((row) => row.cells);
const refusal = (text: string) =>
  sheetOf(text).then(
    () => "read",
    ({ code, details }: { code: string; details: object }) => [code, details],
  );

describe("quotation marks", () => {
  test("one within a cell is a character, and no row is lost to it", async () => {
    expect(await cellsOf('Tên,Nước\nMàn hình 5" mới,Lào\nB,Lào\nMàn 7" D,Lào\n')).toEqual([
      ["Tên", "Nước"],
      ['Màn hình 5" mới', "Lào"],
      ["B", "Lào"],
      ['Màn 7" D', "Lào"],
    ]);
    expect((await cellsOf('Tên,Nước\n"Hội" A,Lào\nB,"Pháp"\n')).slice(1)).toEqual([
      ['"Hội" A', "Lào"],
      ["B", "Pháp"],
    ]);
  });

  test("around a cell they keep separators, line breaks and doubled marks", async () => {
    expect((await cellsOf('Tên,Nước\n"Hội ""A"", B","Lào\r\nPháp"\n')).slice(1)).toEqual([['Hội "A", B', "Lào\nPháp"]]);
    expect((await cellsOf('Tên,Nước\n"""A"" là\nmột",Lào\n')).slice(1)).toEqual([['"A" là\nmột', "Lào"]]);
  });

  test.each([
    ['Tên,Nước\nA,Lào\n"B,Lào\nC,Lào\n', 3],
    ['Tên,Nước\n"hai\ndòng",Lào\n"B,Lào\nC,Lào', 4],
    ['Tên,Nước\r\nA,"Lào\r\nC,Lào', 2],
    // Closed only by chance, in the middle of a later row.
    ['Tên,Nước\n"A,Lào\nB,"x" y\nC,Lào\n', 2],
    [`Tên,Nước\n"${"A,Lào\n".repeat(200_000)}`, 2],
  ])("one that is not closed refuses the file, with its line", async (text, line) => {
    expect(await refusal(text)).toEqual(["rule_import_quote", { line }]);
  });
});

test.each(["\n", "\r\n", "\r"])("lines end as they like: %j, and both in one file", async (end) => {
  const rows = [["Tên", "Nước"], ["A", "Lào"], [""], ["B", "Pháp"]];
  expect(await cellsOf(rows.map((row) => row.join()).join(end) + end)).toEqual(rows);
  expect(await cellsOf(`Tên,Nước${end}A,Lào\nB,Pháp\r\nC,Nga\rD,Lào`)).toHaveLength(5);
});

describe("the separator is the one under which the headings are found", () => {
  test.each([
    ["Tên,Nước\nA,Lào", ["A", "Lào"]],
    ["Tên;Nước\nA;Lào", ["A", "Lào"]],
    ["Tên\tNước\nA\tLào", ["A", "Lào"]],
    ["Tên|Nước\nA|Lào", ["A", "Lào"]],
    // More commas than semicolons, and titles above.
    ["Danh sách, năm 2024, quý 3, quý 4\nTên;Nước\nHội A, B, C;Lào", ["Hội A, B, C", "Lào"]],
    ["Tên;Nước;Ghi chú, nếu có, và khác\nA;Lào;x", ["A", "Lào", "x"]],
    ["sep=;\nTên;Nước\nA;Lào", ["A", "Lào"]],
    ["\uFEFFTên;Nước\nA;Lào", ["A", "Lào"]],
  ])("%j", async (text, last) => {
    const sheet = await sheetOf(text);
    expect([sheet.rows.at(-1)?.cells, sheet.heading]).toEqual([last, sheet.rows.length - 2]);
  });

  test("a row with more cells than headings has its own fault, empty ones apart", async () => {
    const sheet = await sheetOf("Tên,Nước\nHội A, B,Lào\nC,Lào,,\nD\n");
    expect(sheet.rows.map((row) => row.fault)).toEqual([undefined, "import_cells_more", undefined, undefined]);
    // A blank before the mark makes it a character, and the separator behind it one.
    expect((await sheetOf('Tên,Nước\nA, "Lào, Pháp"\n')).rows[1]?.fault).toBe("import_cells_more");
  });
});

test.each([
  ["- Trao đổi", false],
  ["+ Tặng quà", false],
  ["-Trao đổi", false],
  ["+84 912", false],
  ["-5", false],
  ["@hoihuunghi", false],
  ["- A1: phòng họp", false],
  ["=1+1", true],
  ["=HYPERLINK(1)", true],
  ["+A1", true],
  ["-$B$2+1", true],
  ["@SUM(A1)", true],
])("the text %j is a formula: %s", async (text, is) => {
  const sheet = await sheetOf(`Tên,Nước\n"${text}",Lào`);
  expect(sheet.rows[1]?.formulas).toEqual(is ? [0] : []);
});

test("letters beyond the first plane survive, wherever the text is cut", async () => {
  const long = `${"x".repeat(65_530)}𠮷𠮷𠮷𠮷`;
  expect((await cellsOf(`Tên,Nước\n${long},Lào`))[1]?.[0]).toBe(long);
});

test("two bytes a letter without the mark that says so are refused as letters, a picture as no text", async () => {
  const refusalOf = (bytes: Uint8Array) =>
    readSheet(bytes, "a.csv", isHeading).then(
      () => "read",
      ({ code }: { code: string }) => code,
    );
  expect(await refusalOf(new Uint8Array(Buffer.from("Tên,Nước\nA,Lào", "utf16le")))).toBe("rule_import_encoding");
  expect(await refusalOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5]))).toBe("rule_import_unreadable");
  const marked = new Uint8Array(Buffer.from("\uFEFFTên,Nước\nA,Lào", "utf16le"));
  expect((await readSheet(marked, "a.txt", isHeading)).rows[1]?.cells).toEqual(["A", "Lào"]);
});

describe("remarks in a text file", () => {
  const remarked = async (text: string | Uint8Array, remarks: [number, string][]) =>
    Buffer.from(
      await remarkFile(typeof text === "string" ? strToU8(text) : text, new Map(remarks), isHeading),
    ).toString();

  test("stand behind the last line of their row, the rest stays as it was", async () => {
    const text = 'Tên;Nước\r\n"hai\r\ndòng";"Lạ"\r\n\r\nB;x\rC\nD;y';
    const remarks: [number, string][] = [
      [2, 'Không có nước "Lạ"'],
      [4, "Sai"],
      [5, "Thiếu"],
      [6, "Cuối"],
    ];
    expect(await remarked(text, remarks)).toBe(
      '\uFEFFTên;Nước\r\n"hai\r\ndòng";"Lạ";"Không có nước ""Lạ"""\r\n\r\nB;x;"Sai"\rC;;"Thiếu"\nD;y;"Cuối"',
    );
  });

  test("are found again in their own row by the reader", async () => {
    const bytes = await remarkFile(strToU8('Tên,Nước\n"a\nb",x\nB,y\n'), new Map([[3, "Sai"]]), isHeading);
    const sheet = await readSheet(bytes, "a.csv", isHeading);
    expect(sheet.rows.map((row) => row.cells)).toEqual([
      ["Tên", "Nước"],
      ["a\nb", "x"],
      ["B", "y", "Sai"],
    ]);
  });

  test("of an old encoding come back as Unicode", async () => {
    const old = Uint8Array.from([..."Name,Nöôùc\nTên,Hoäi höõu nghò\n"].map((letter) => letter.charCodeAt(0)));
    expect(await remarked(old, [[2, "Sai"]])).toContain('Hội hữu nghị,"Sai"');
  });
});
