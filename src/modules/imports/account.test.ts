import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { editActivity } from "#modules/activities/activity.commands.server.ts";
import { editForm } from "#modules/activities/activity.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import type { RuleError } from "#platform/errors.ts";
import { writeCsv } from "#platform/workbook.server.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import type { ImportKind } from "./column.model.ts";
import { attempt, write } from "./import.fixtures.ts";
import { tryImport, undoImport } from "./import.commands.server.ts";
import { findAccount, findTold, importList, listProblems } from "./import.queries.server.ts";

const database = useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-imports-"));
let office: Actor;
beforeAll(async () => {
  config.dataFolder = folder;
  office = await aPerson("office", "vufo");
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const ask = (text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query(text, values)).rows as { id: string }[]);
const tryRows = (rows: string[][], kind: ImportKind = "activities") => attempt(office, writeCsv(rows), kind, "a.csv");
const refusal = async (rows: string[][], kind: ImportKind, locale: Locale = "vi") =>
  inLocale(locale, () =>
    inWork(office, (work) => tryImport(work, { kind, name: "a.csv", bytes: writeCsv(rows) })).then(
      () => "read",
      ({ code, details }: RuleError) => wordsFor(code, details),
    ),
  );
const account = (id: string, locale: Locale) =>
  inLocale(locale, () =>
    inReading(office, async (work) => ({
      row: await findTold(work, id),
      problems: await listProblems(work, id),
    })),
  );

describe("which heading was read as what", () => {
  test("is said of each, and each that was not read is named", async () => {
    const { id, columns, remarks } = await tryRows([
      ["STT", "Tên hoạt động", "Ngày tổ chức (dd/mm/yyyy)", "Đối tác", "Quốc gia", "Kinh phí"],
      ["1", "Gặp", "5/9/2024", "AAFV", "Pháp", "500"],
    ]);
    expect(columns.filter((one) => one.column).map((one) => [one.heading, one.column, one.read_as])).toEqual([
      ["Tên hoạt động", "title", "Tên hoạt động"],
      ["Ngày tổ chức (dd/mm/yyyy)", "starts_on", "Ngày"],
      ["Quốc gia", "countries", "Nước"],
    ]);
    expect(columns.filter((one) => !one.column).map((one) => one.heading)).toEqual(["STT", "Đối tác", "Kinh phí"]);
    expect(remarks).toContain('Không đọc cột: "STT", "Đối tác", "Kinh phí".');
    const english = await account(id, "en");
    expect(english.row?.columns.map((one) => one.read_as)).toEqual([null, "Title", "Date", null, "Country", null]);
    expect(english.row?.remarks).toContain('Columns not read: "STT", "Đối tác", "Kinh phí".');
  });

  test.each<[string[], ImportKind]>([
    [["Tên hoạt động", "Ngày duyệt kế hoạch", "Số người phục vụ", "Nước tài trợ"], "activities"],
    [["Title of person", "Date of birth", "Country of birth"], "activities"],
    [["Name of contact", "Country code"], "partners"],
    [["Title of head", "Direction", "From whom", "Until when", "Country"], "delegations"],
  ])("%j is no list of %s", async (headings, kind) => {
    const said = await refusal([headings, ["X", "5/9/2024", "12", "Lào", "Lào"].slice(0, headings.length)], kind);
    expect(said).toMatch(/^(Thiếu cột bắt buộc|Không nhận ra cột)/);
  });

  test("what is missing is said beside what is there", async () => {
    const said = await refusal(
      [
        ["Danh sách năm 2024", ""],
        ["Tên hoạt động", "Ngày duyệt"],
        ["A", "5/9/2024"],
      ],
      "activities",
    );
    expect(said).toBe(
      'Thiếu cột bắt buộc: "Ngày". Hàng 2 có các cột "Tên hoạt động", "Ngày duyệt". Đổi tên cột cần dùng rồi gửi lại.',
    );
  });

  test("two columns of one field are refused with both their headings", async () => {
    const row = ["A", "5/9/2024", "6/9/2024"];
    expect(await refusal([["Tên hoạt động", "Ngày", "Ngày tổ chức"], row], "activities")).toContain(
      'Hai cột "Ngày" và "Ngày tổ chức" đều được hiểu là "Ngày"',
    );
    expect(await refusal([["Activity", "Date", "Date"], row], "activities", "en")).toContain(
      'The columns "Date" and "Date" both mean "Date"',
    );
    const noted = await tryRows([
      ["Tên hoạt động", "Ngày", "Kết quả", "Ghi chú"],
      ["A", "5/9/2024", "Ký", "x"],
    ]);
    expect(noted.remarks).toContain('Không đọc cột: "Ghi chú".');
  });

  test.each<[string[], ImportKind, string]>([
    [["Tên hoạt động", "Ngày", "Nước"], "partners", "Hoạt động"],
    [["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"], "activities", "Đoàn"],
    [["Tên", "Nước"], "delegations", "Đối tác"],
    // Each of these is a list of both kinds; more of it can be read as one of the other.
    [["Đối tác", "Nước", "Tên hoạt động", "Ngày"], "partners", "Hoạt động"],
  ])("%j is no list of %s but one of another kind", async (headings, kind, other) => {
    const said = await refusal([headings, ["A", "Lào", "5/9/2024", "5/9/2024", "Lào"].slice(0, headings.length)], kind);
    expect(said).toMatch(new RegExp(`Chọn loại dữ liệu "${other}`));
  });
});

describe("an account is said to who reads it, and not to who sent the file", () => {
  const HEAD = ["Tên hoạt động", "Ngày", "Nước", "Số người"];

  test("its remarks, its problems and the columns they name", async () => {
    const first = await tryRows([HEAD, ["Giữ nước", "5/9/2024", "Pháp", "10"]]);
    await write(office, first.id);
    const [made] = await ask("select id from activity where title = 'Giữ nước'");
    await inWork(office, async (work) => {
      const facts = {
        title: "Giữ nước",
        starts_on: "2024-09-05",
        kind: "other",
        participants: 10,
        countries: ["KR", "JP"],
        is_in_plan: true,
        version: 1,
      };
      await editActivity(work, made?.id ?? "", editForm.parse(facts));
    });
    const rows = [
      HEAD,
      ["Giữ nước", "5/9/2024", "Nga", "10"],
      ["B", "hôm qua", "Pháp", ""],
      ["C", "", "Pháp", ""],
      ["D", "5/9/2024", "Tiệp Khắc", ""],
    ];
    rows[1] = [...(rows[1] ?? []), made?.id ?? ""];
    const second = await tryRows([[...HEAD, "Mã Amity"], ...rows.slice(1)]);
    await write(office, second.id);
    const [vietnamese, english] = [await account(second.id, "vi"), await account(second.id, "en")];
    expect(vietnamese.problems.map((one) => [one.row, one.column, one.message])).toEqual([
      [2, "Nước", expect.stringMatching(/đã ghi “Hàn Quốc, Nhật Bản”, tệp ghi “.*Nga”/)],
      [3, "Ngày", expect.stringContaining('Không đọc được ngày "hôm qua"')],
      [4, "Ngày", 'Ô "Ngày" để trống; hãy điền ô này.'],
      [5, "Nước", expect.stringContaining("Séc")],
    ]);
    expect(english.problems.map((one) => [one.row, one.column, one.message])).toEqual([
      [2, "Country", expect.stringMatching(/entered "South Korea, Japan", the file says "Russia/)],
      [3, "Date", expect.stringContaining('"hôm qua" ')],
      [4, "Date", 'The cell "Date" is empty; fill it in.'],
      [5, "Country", expect.stringContaining("Czech")],
    ]);
    expect(english.row?.remarks.join(" ")).toContain("Read as CSV");
    const listed = await inLocale("en", () => inReading(office, (work) => importList.list(work, { limit: 1 })));
    expect(listed.items[0]?.remarks).toEqual(english.row?.remarks);
    await inWork(office, (work) => undoImport(work, first.id));
    expect((await account(first.id, "en")).problems.map((one) => one.message)).toEqual([
      expect.stringMatching(/"Giữ nước": .* added to it or changed it/),
    ]);
  });

  test("a quotation that is cut off within a letter is kept all the same", async () => {
    const day = `${"x".repeat(59)}🎉🎉`;
    const { problems, remarks } = await tryRows([
      ["Tên hoạt động", "Ngày", `${"y".repeat(99)}🎉\u0001`],
      ["A", day, ""],
    ]);
    expect(problems.map((one) => one.column)).toEqual(["Ngày"]);
    expect(remarks.join()).toContain("yyy");
  });

  test("one from before there were keys reads as it was written", async () => {
    const { id } = await tryRows([HEAD, ["Cũ", "5/9/2024", "Pháp", "10"]]);
    await ask(
      `update import set told = '[]', headings = '{}', remarks = '{"Đọc như CSV."}', failure = 'Không ghi được.',
        mapping = '{"title": 2, "starts_on": 0}' where id = $1`,
      [id],
    );
    await ask(
      `insert into import_problem (import_id, row_number, column_name, message, kind, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select id, 4, 'Ngày', 'Không đọc được.', 'refused', unit_id, unit_path, visibility, shared_paths, named_user_ids from import where id = $1`,
      [id],
    );
    const { row, problems } = await account(id, "en");
    expect([row?.remarks, row?.failure]).toEqual([["Đọc như CSV."], "Không ghi được."]);
    expect(row?.columns).toEqual([
      { heading: null, number: 1, column: "starts_on", read_as: "Date" },
      { heading: null, number: 3, column: "title", read_as: "Title" },
    ]);
    expect(problems).toMatchObject([{ row: 4, column: "Ngày", message: "Không đọc được." }]);
    expect(await inReading(office, (work) => findAccount(work, id))).toMatchObject({ remarks: ["Đọc như CSV."] });
  });
});
