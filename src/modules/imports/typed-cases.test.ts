import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import type { ImportKind } from "./column.model.ts";
import { attempt, write } from "./import.fixtures.ts";
import type { Given } from "./workbook.fixtures.ts";
import { aWorkbook } from "./workbook.fixtures.ts";

/** What offices really send: each of these was once taken for something else, or lost. */
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

async function written<Row>(id: string, columns: string, table = "activity"): Promise<Row[]> {
  await write(office, id);
  return asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query(`select ${columns} from ${table} where import_id = $1 order by 1`, [id]);
    return found.rows as Row[];
  });
}

describe("numbers of people", () => {
  test("are whole, or refused with the row; nothing behind them is left away", async () => {
    const tried = await tryText([
      "Hoạt động,Ngày,Quốc gia,Số người",
      "cách thường,1/3/2024,Pháp,2 450",
      "cách cứng,2/3/2024,Pháp,2\u00a0450",
      '"dấu phẩy",3/3/2024,Pháp,"2,450"',
      "có đơn vị,4/3/2024,Pháp,60 đại biểu",
      "khoảng,5/3/2024,Pháp,40-60",
      "cộng,6/3/2024,Pháp,40+15",
      "hai phần,7/3/2024,Pháp,3 nghìn 200",
      "mét,8/3/2024,Pháp,60 m",
      "trong ngoặc,9/3/2024,Pháp,60 người (25 nữ)",
      "ước chừng,10/3/2024,Pháp,~60",
    ]);
    expect(tried.account).toEqual([10, 4, 0, 0, 6]);
    expect(tried.problems.map((one) => [one.row, one.column])).toEqual(
      [6, 7, 8, 9, 10, 11].map((row) => [row, "Số người"]),
    );
    expect(tried.problems.every((one) => /\. *$/.test(one.message))).toBe(true);
    expect(await written(tried.id, "starts_on, participants")).toEqual([
      { starts_on: "2024-03-01", participants: 2450 },
      { starts_on: "2024-03-02", participants: 2450 },
      { starts_on: "2024-03-03", participants: 2450 },
      { starts_on: "2024-03-04", participants: 60 },
    ]);
  });

  test("of a cell that holds a number, the point is the fraction's", async () => {
    const head = ["Hoạt động", "Ngày", "Số người"];
    const book = aWorkbook([
      { name: "A", rows: [head, ["A", "1/3/2024", 1250], ["B", "1/3/2024", 1.25], ["C", "1/3/2024", 1.234]] },
    ]);
    const tried = await attempt(office, book);
    expect(tried.problems.map((one) => [one.row, one.column])).toEqual([
      [3, "Số người"],
      [4, "Số người"],
    ]);
  });
});

describe("days", () => {
  test("as they are typed are read or asked, and none is lost or guessed", async () => {
    const days = [
      ["3/10/24", "2024-10-03"],
      ["08.10.2024", "2024-10-08"],
      ["20241009", "2024-10-09"],
      ["2024/10/10", "2024-10-10"],
      ["11-Oct-24", "2024-10-11"],
      ["ngay 12 thang 10 nam 2024", "2024-10-12"],
      ['"Thứ Hai, ngày 14/10/2024"', "2024-10-14"],
      ["14:00 ngày 15/10/2024", "2024-10-15"],
      ["Tháng 8/2024", "tháng"],
      ["16/10", "năm"],
      ["17-19/10/2024", "ngày bắt đầu"],
      ["2023", "2023"],
      ["45590", "45590"],
      ["10/25/2024", "không có tháng"],
      ['"Thứ Ba, 14/10/2024"', "không khớp"],
    ] as const;
    const tried = await tryText(["Nội dung,Ngày tổ chức", ...days.map(([day], at) => `Buổi ${at},${day}`)]);
    expect(tried.account).toEqual([15, 8, 0, 0, 7]);
    for (const [at, [, right]] of days.entries())
      if (at > 7) expect(tried.problems.find((one) => one.row === at + 2)?.message).toContain(right);
    const kept = await written<{ starts_on: string }>(tried.id, "starts_on");
    expect(kept.map((row) => row.starts_on)).toEqual(days.slice(0, 8).map(([, day]) => day));
  });

  test("are those of a workbook only by their format: a year or a number is none", async () => {
    const rows: Given[][] = [
      ["Nội dung", "Ngày tổ chức", "Kết quả"],
      ["ngày thật", { serial: 45_600, as: "day" }, { serial: 45_601, as: "day" }],
      ["năm", 2023, "x"],
      ["số", 45_600, "x"],
      ["giờ", { serial: 0.5, as: "hour" }, "x"],
      ["ngày chưa từng có", { serial: 60, as: "day" }, "x"],
    ];
    const tried = await attempt(office, aWorkbook([{ name: "A", rows }]));
    expect(tried.problems.map((one) => [one.row, one.column])).toEqual([3, 4, 5, 6].map((row) => [row, "Ngày"]));
    // A day in a column of text stands there as a day is written.
    expect(await written(tried.id, "starts_on, result")).toEqual([{ starts_on: "2024-11-04", result: "5/11/2024" }]);
  });

  test("of an old Mac count from 1904, and that is said", async () => {
    const rows: Given[][] = [
      ["Nội dung", "Ngày"],
      ["Mac", { serial: 44_138, as: "day" }],
    ];
    const tried = await attempt(office, aWorkbook([{ name: "A", rows }], { is1904: true }));
    expect(tried.remarks).toContain("Ngày trong tệp tính từ năm 1904.");
    expect(await written(tried.id, "starts_on")).toEqual([{ starts_on: "2024-11-04" }]);
  });
});

test("what Excel puts in place of a value is refused in every column", async () => {
  const whole = ["Đoàn", "Mã", "Đoàn ra", "1/3/2024", "5/3/2024", "Lào", "4", "Thăm"];
  const head = ["Tên đoàn", "Mã đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước", "Số người", "Mục đích"];
  for (const bad of [
    { error: "#N/A" },
    { error: "#REF!" },
    { is: true },
    { is: false },
    "#VALUE!",
    "TRUE",
    "1.23457E+17",
    "a\uFFFDb",
  ]) {
    const rows = head.map((_, at) => whole.map((cell, column): Given => (column === at ? bad : cell)));
    const tried = await attempt(office, aWorkbook([{ name: "A", rows: [head, ...rows] }]), "delegations");
    expect([bad, tried.account]).toEqual([bad, [8, 0, 0, 0, 8]]);
    expect(tried.problems.map((one) => one.column)).toEqual([
      "Tên đoàn",
      "Mã",
      "Loại đoàn",
      "Ngày bắt đầu",
      "Ngày kết thúc",
      "Nước",
      "Số người",
      "Mục đích",
    ]);
  }
  // Where a yes is meant, Excel's own is one; what is neither yes nor no is refused.
  const many = (is: Given) =>
    attempt(
      office,
      aWorkbook([
        {
          name: "A",
          rows: [
            ["Nội dung", "Ngày", "Đa phương"],
            ["A", "1/3/2024", is],
          ],
        },
      ]),
    );
  expect((await many({ is: true })).account).toEqual([1, 1, 0, 0, 0]);
  expect((await many("có lẽ")).account).toEqual([1, 0, 0, 0, 1]);
});

describe("countries", () => {
  test("are found by the names that the English use", async () => {
    const names =
      "UK|Great Britain|USA|United States of America|Russian Federation|Lao PDR|Turkey|Czech Republic|Republic of Korea|DPRK|PRC|Trinidad and Tobago|Bosnia and Herzegovina|East Timor|The Netherlands|Holland|Burma|Ivory Coast|Congo, Dem. Rep.";
    const tried = await attempt(
      office,
      text(["Name;Country", ...names.split("|").map((name, at) => `P${at};${name}`)]),
      "partners",
      "a.csv",
    );
    expect(tried.problems).toEqual([]);
    const kept = await written<{ country_iso2: string }>(tried.id, "name, country_iso2", "partner");
    const inOrder = kept.toSorted(
      (one, other) =>
        Number((one as unknown as { name: string }).name.slice(1)) -
        Number((other as unknown as { name: string }).name.slice(1)),
    );
    expect(inOrder.map((row) => row.country_iso2).join(" ")).toBe(
      "GB GB US US RU LA TR CZ KR KP CN TT BA TL NL NL MM CI CD",
    );
  });

  test("one that is unknown, or no more, refuses the row and is not left out of it", async () => {
    const tried = await tryText([
      "Nội dung,Ngày,Nước",
      '"A",1/3/2024,"Lào, Campuchia và Thái Lan"',
      '"B",1/3/2024,"Lào, Atlantis"',
      '"C",1/3/2024,"Liên Xô"',
      '"D",1/3/2024,My',
    ]);
    expect(tried.account).toEqual([4, 2, 0, 0, 2]);
    expect(tried.problems.map((one) => one.message)).toEqual([
      expect.stringContaining('"Atlantis"'),
      expect.stringContaining("Ukraine"),
    ]);
    expect(await written(tried.id, "title, countries")).toEqual([
      { title: "A", countries: ["LA", "KH", "TH"] },
      { title: "D", countries: ["US"] },
    ]);
  });

  test("of a partner there is one", async () => {
    const tried = await tryText(["Tên,Nước", '"A","Lào, Pháp"'], "partners");
    expect(tried.problems.map((one) => one.message)).toEqual([expect.stringContaining("một nước")]);
  });
});
