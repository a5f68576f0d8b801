import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inLocale } from "#platform/words.server.ts";
import type { ImportKind } from "./column.model.ts";
import { attempt, write } from "./import.fixtures.ts";
import type { Given } from "./workbook.fixtures.ts";
import { aWorkbook } from "./workbook.fixtures.ts";

/** Files as offices really send them: each of these was once read as something else, or not whole. */
const database = useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-imports-"));
let office: Actor;
beforeAll(async () => {
  config.dataFolder = folder;
  office = await aPerson("office", "vufo");
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const text = (lines: string[], encoding: BufferEncoding = "utf8") =>
  new Uint8Array(Buffer.from(lines.join("\r\n"), encoding));
const tryText = (lines: string[], kind: ImportKind = "activities") => attempt(office, text(lines), kind, "a.csv");
const refusalOf = (bytes: Uint8Array, kind: ImportKind = "activities") =>
  attempt(office, bytes, kind, "a.csv").then(
    () => "read",
    (cause: { code: string }) => cause.code,
  );

async function written<Row>(id: string, columns: string, table = "activity"): Promise<Row[]> {
  await write(office, id);
  return asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query(`select ${columns} from ${table} where import_id = $1 order by 1`, [id]);
    return found.rows as Row[];
  });
}

describe("text files", () => {
  test("a lone quotation mark is a character, and every row is accounted for", async () => {
    const tried = await tryText(["Tên,Nước", 'Hội 3" X,Lào', "Hội Y,Lào", 'Hội 9" Z,Lào'], "partners");
    expect(tried.account).toEqual([3, 3, 0, 0, 0]);
    const names = await written<{ name: string }>(tried.id, "name", "partner");
    expect(names.map((row) => row.name)).toEqual(['Hội 3" X', 'Hội 9" Z', "Hội Y"]);
    expect(await refusalOf(text(["Tên,Nước", 'A,"Lào', "B,Lào"]), "partners")).toBe("rule_import_quote");
  });

  test("a line that begins with a dash or a plus is text, also over several lines", async () => {
    const tried = await tryText([
      "Nội dung,Ngày,Kết quả",
      'Họp giao ban,1/3/2024,"- Thống nhất kế hoạch',
      '- Trao kỷ niệm chương"',
      "Trao quà,2/3/2024,+ Trao học bổng",
      "C,hôm kia,x",
    ]);
    expect(tried.account).toEqual([3, 2, 0, 0, 1]);
    expect(tried.problems.map((one) => one.row)).toEqual([4]);
    // A result is one line in its form, so its lines are joined.
    expect(await written(tried.id, "title, result")).toEqual([
      { title: "Họp giao ban", result: "- Thống nhất kế hoạch - Trao kỷ niệm chương" },
      { title: "Trao quà", result: "+ Trao học bổng" },
    ]);
  });

  test("letters of VNI are converted, and that is said", async () => {
    const vietnamese = await attempt(
      office,
      text(["Teân,Nöôùc", "Lieân hieäp höõu nghò,Laøo"], "latin1"),
      "partners",
      "a.csv",
    );
    expect([vietnamese.account, vietnamese.remarks]).toEqual([
      [1, 1, 0, 0, 0],
      ["Đọc như CSV, mã VNI, đã chuyển sang Unicode."],
    ]);
    const english = await attempt(
      office,
      text(["Name,Country", "Lieân hieäp höõu nghò,Laos"], "latin1"),
      "partners",
      "a.csv",
    );
    expect(await written(english.id, "name", "partner")).toEqual([{ name: "Liên hiệp hữu nghị" }]);
  });

  test("letters of nothing that is known refuse the file; a broken one refuses its row", async () => {
    expect(await refusalOf(text(["Name,Country", "Amitié générale,Thaïlande"], "latin1"), "partners")).toBe(
      "rule_import_encoding",
    );
    const broken = new Uint8Array(
      Buffer.concat([Buffer.from("Tên,Nước\nHội m\u1ed9t,Lào\nHội "), Buffer.from([0xe9]), Buffer.from(",Lào\n")]),
    );
    const tried = await attempt(office, broken, "partners", "a.csv");
    expect([tried.account, tried.problems.map((one) => one.row)]).toEqual([[2, 1, 0, 0, 1], [3]]);
  });
});

describe("workbooks", () => {
  const HEAD = ["Tên hoạt động", "Ngày", "Nước", "Số người"];
  const tryBook = (rows: Given[][], merges: string[] = []) =>
    attempt(office, aWorkbook([{ name: "A", rows: [HEAD, ...rows], merges }]));

  test("a country merged over two rows is that of both, a number that would count twice refuses its rows", async () => {
    const rows = [
      ["Một", "5/9/2024", "Pháp", 12],
      ["Hai", "6/9/2024", undefined, 5],
      ["Ba", "7/9/2024", "Lào", 7],
      ["Bốn", "8/9/2024", "Lào"],
    ];
    const tried = await tryBook(rows, ["C2:C3", "D4:D5"]);
    expect(tried.account).toEqual([4, 2, 0, 0, 2]);
    expect(tried.problems.map((one) => [one.row, one.message])).toEqual([
      [4, expect.stringContaining("gộp nhiều hàng")],
      [5, expect.stringContaining("gộp nhiều hàng")],
    ]);
    expect(tried.remarks).toContain("Giá trị của ô gộp nhiều hàng được đọc cho mọi hàng của ô đó: C2:C3, D4:D5.");
    expect(await written(tried.id, "title, countries")).toEqual([
      { title: "Hai", countries: ["FR"] },
      { title: "Một", countries: ["FR"] },
    ]);
  });

  test("halves of a letter refuse their row, a share is no number of people, cells without a heading are named", async () => {
    const tried = await tryBook([
      [{ xml: "<is><t>Hội _xD800_ nghị</t></is>" }, "5/9/2024", "Lào", 3],
      ["Tỷ lệ", "5/9/2024", "Lào", { serial: 0.5, as: "share" }],
      ["Thừa ô", "5/9/2024", "Lào", 3, undefined, "x"],
    ]);
    expect(tried.problems.map((one) => [one.row, one.column])).toEqual([
      [2, "Tên hoạt động"],
      [3, "Số người"],
    ]);
    expect(tried.remarks).toContain("Cột có dữ liệu nhưng không có tên nên không đọc: F.");
  });
});

test("a text of several lines keeps them where its field has several", async () => {
  const tried = await tryText(
    ["Tên đoàn,Chiều,Ngày đi,Ngày về,Nước,Mục đích", 'Đoàn nhiều dòng,ra,1/3/2024,2/3/2024,Lào,"- Một', '- Hai"'],
    "delegations",
  );
  expect(await written(tried.id, "purpose", "delegation")).toEqual([{ purpose: "- Một\n- Hai" }]);
});

describe("letters of old fonts within a file of Unicode", () => {
  test.each(["GÆp gì h÷u nghÞ t¹i CÇn Th¬", "Gaëp gôõ höõu nghò taïi Caàn Thô", "Gáº·p gá»¡ há»¯u nghá»‹", "Hop b¸o"])(
    "%s refuses its row and says how to mend it",
    async (title) => {
      const tried = await tryText(["Title,Date,Country", `"${title}",5/9/2024,Laos`]);
      expect(tried.problems.map((one) => [one.column, one.message])).toEqual([
        ["Tên hoạt động", expect.stringContaining("UniKey")],
      ]);
    },
  );

  test("languages that are written with such letters are none of them", async () => {
    const names = [
      ...[
        "Amitié générale franco-vietnamienne",
        "Société à responsabilité limitée",
        "Österreichische Gesellschaft für Völkerverständigung",
      ],
      ...[
        "Associação de Amizade São Tomé e Príncipe",
        "Asociación de Amistad España",
        "Città è più bella",
        "Fryske Ferieniging «Ús Wurk»",
      ],
      ...[
        "Gặp gỡ hữu nghị tại Cần Thơ",
        "Hội Má",
        "Lào",
        "Là một",
        "Føroyar ætt",
        "naïve café",
        "Îles Féroé n° 3",
        "Col·lecció Núñez",
      ],
    ];
    const tried = await attempt(
      office,
      text(["Name,Country", ...names.map((name) => `"${name}",Laos`)]),
      "partners",
      "a.csv",
    );
    expect(tried.problems.filter((one) => one.kind === "refused")).toEqual([]);
  });
});

describe("workbooks of several sheets", () => {
  const rows = (name: string): Given[][] => [
    ["Tên", "Nước"],
    [name, "Lào"],
  ];
  const remarksOf = async (...sheets: Parameters<typeof aWorkbook>[0]) =>
    (await attempt(office, aWorkbook(sheets), "partners")).remarks;

  test("the sheet with the columns is read, and whoever sent it is told of the others", async () => {
    expect(await remarksOf({ name: "Năm nay", rows: rows("A") }, { name: "Năm ngoái", rows: rows("B") })).toContain(
      'Chỉ đọc trang "Năm nay". Trang khác cũng có dữ liệu và không được đọc: "Năm ngoái".',
    );
    expect(
      await remarksOf({ name: "Cách điền", rows: [["Xin điền đủ"]] }, { name: "Danh sách", rows: rows("A") }),
    ).toContain('Chỉ đọc trang "Danh sách". Trang khác cũng có dữ liệu và không được đọc: "Cách điền".');
    const hidden = await attempt(
      office,
      aWorkbook([
        { name: "Cũ", rows: rows("Ẩn"), state: "hidden" },
        { name: "Mới", rows: rows("Hiện") },
      ]),
      "partners",
    );
    expect(hidden.remarks).toContain('Trang đang ẩn không được đọc: "Cũ".');
    expect(await written(hidden.id, "name", "partner")).toEqual([{ name: "Hiện" }]);
  });

  test("what a filter hides is named before it is taken", async () => {
    const many = [...rows("A"), ["B", "Lào"], ["C", "Lào"]];
    const remarks = await remarksOf({ name: "A", rows: many, hiddenRows: [3], hiddenColumn: 2 });
    expect(remarks).toContain("1 hàng đang ẩn (do lọc) trong tệp cũng được đọc: hàng 3.");
    expect(remarks).toContain('Cột đang ẩn trong tệp cũng được đọc: "Nước".');
    const english = await inLocale("en", () => remarksOf({ name: "A", rows: many, hiddenRows: [3, 4] }));
    expect(english).toContain("Rows that are hidden in the file (by a filter) were read too: 3, 4 (2 in all).");
  });
});
