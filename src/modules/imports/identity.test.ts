import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { writeCsv } from "#platform/workbook.server.ts";
import type { ImportKind } from "./column.model.ts";
import { undoImport } from "./import.commands.server.ts";
import { attempt, bringIn, write } from "./import.fixtures.ts";
import { listProblems } from "./import.queries.server.ts";

const database = useDatabase();
let office: Actor, hanoi: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const ask = <Row>(text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query(text, values)).rows as Row[]);

const bring = (rows: string[][], kind?: ImportKind, actor = office) => bringIn(actor, rows, kind);
const HEAD = ["Tên hoạt động", "Ngày", "Địa điểm", "Nước", "Số người"];
const VISIT_HEAD = ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"];
const activity = async (id: string) =>
  (await ask<Record<string, unknown>>("select * from activity where id = $1", [id]))[0];

describe("marks tell names apart", () => {
  test("of a Lao, a Thai and a Vietnamese name each is its own partner, also in the next file", async () => {
    const rows = [
      ["Tên", "Nước"],
      ...["ກິນ", "ກັນ", "ກຸນ"].map((name) => [name, "Lào"]),
      ...["กิน", "กัน"].map((name) => [name, "Thái Lan"]),
      ...["Hội Ma", "Hội Má", "Hội Mã"].map((name) => [name, "Lào"]),
    ];
    expect((await bring(rows, "partners")).account).toEqual([8, 8, 0, 0, 0]);
    expect((await bring(rows, "partners")).account).toEqual([8, 0, 0, 8, 0]);
    const other = await bring(
      [
        ["Tên", "Nước"],
        ["Hội Mạ", "Lào"],
      ],
      "partners",
    );
    expect(other.account).toEqual([1, 1, 0, 0, 0]);
    expect(other.problems.map((one) => [one.kind, one.row])).toEqual(Array(3).fill(["alike", 2]));
    expect(other.problems.map((one) => /“(.*?)”/.exec(one.message)?.[1] ?? "").toSorted()).toEqual([
      "Hội Ma",
      "Hội Má",
      "Hội Mã",
    ]);
    const names = await ask<{ name: string }>(
      "select name from partner where name like 'Hội M_' order by name collate \"C\"",
    );
    expect(names.map((one) => one.name)).toEqual(["Hội Ma", "Hội Má", "Hội Mã", "Hội Mạ"]);
  });

  test("case, blanks and the way marks are composed do not", async () => {
    const rows = (name: string) => [HEAD, [name, "5/9/2024", "Huế", "Lào", "5"]];
    expect((await bring(rows("Đêm nhạc hữu nghị"))).account).toEqual([1, 1, 0, 0, 0]);
    const again = await bring(rows("  ĐÊM  NHẠC hữu nghị ".normalize("NFD")));
    expect(again.account.slice(1, 2)).toEqual([0]);
  });
});

describe("what tells a record from another", () => {
  test("a code that begins anew each year overwrites nothing", async () => {
    const year = (of: number, one: string, two: string) => [
      ["Mã", "Tên hoạt động", "Ngày"],
      ["1", one, `5/2/${of}`],
      ["2", two, `6/2/${of}`],
    ];
    expect((await bring(year(2024, "Một", "Hai"))).account).toEqual([2, 2, 0, 0, 0]);
    const next = await bring(year(2025, "Ba", "Bốn"));
    expect(next.account).toEqual([2, 2, 0, 0, 0]);
    expect(next.remarks.join()).toContain("Mã Amity");
    const there = await ask<{ title: string }>("select title from activity where title in ('Một', 'Hai', 'Ba', 'Bốn')");
    expect(there).toHaveLength(4);
  });

  test("title, day, place and countries: one of them other, and it is another activity", async () => {
    const row = ["Gặp mặt", "5/10/2024", "Huế", "Lào", "5"];
    expect((await bring([HEAD, row])).account).toEqual([1, 1, 0, 0, 0]);
    const others = [
      ["Gặp mật", "5/10/2024", "Huế", "Lào", "5"],
      ["Gặp mặt", "6/10/2024", "Huế", "Lào", "5"],
      ["Gặp mặt", "5/10/2024", "Đà Nẵng", "Lào", "5"],
      ["Gặp mặt", "5/10/2024", "Huế", "Lào, Pháp", "5"],
    ];
    const next = await bring([HEAD, row, ...others]);
    expect(next.account).toEqual([5, 4, 0, 1, 0]);
    expect(next.remarks.join()).toContain("dòng 2");
  });

  test("of a delegation the days and countries, whatever its direction", async () => {
    const head = ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"];
    const row = ["Đoàn hữu nghị", "ra", "1/3/2024", "5/3/2024", "Lào"];
    await bring([head, row], "delegations");
    const others = [
      [...row.slice(0, 3), "6/3/2024", "Lào"],
      [...row.slice(0, 4), "Lào, Pháp"],
    ];
    expect((await bring([head, row, ...others], "delegations")).account).toEqual([3, 2, 0, 1, 0]);
  });

  test("a row that repeats another of its file is named with that one", async () => {
    const row = ["Hai lần", "5/11/2024", "Huế", "Lào", "5"];
    const twice = await bring([HEAD, row, ["Khác hẳn", "5/11/2024", "", "", ""], row]);
    expect(twice.account).toEqual([3, 2, 0, 1, 0]);
    expect(twice.problems).toMatchObject([{ row: 4, kind: "repeated" }]);
    expect(twice.problems[0]?.message).toContain("dòng 2");
  });

  test("a file with fewer columns, or with one more, is about the same records", async () => {
    await bring([HEAD, ["Ít cột", "5/12/2024", "Huế", "Lào", "5"]]);
    const fewer = await bring([
      ["Tên hoạt động", "Ngày", "Kết quả"],
      ["Ít cột", "5/12/2024", "Tốt"],
    ]);
    expect(fewer.account).toEqual([1, 0, 1, 0, 0]);
    const [one] = await ask("select place, countries, participants, result from activity where title = 'Ít cột'");
    expect(one).toEqual({ place: "Huế", countries: ["LA"], participants: 5, result: "Tốt" });
    await bring([
      ["Tên hoạt động", "Ngày"],
      ["Nhiều cột", "5/12/2024"],
    ]);
    expect((await bring([HEAD, ["Nhiều cột", "5/12/2024", "Huế", "Lào", "5"]])).account).toEqual([1, 0, 1, 0, 0]);
  });

  test("of two that a row may be none is taken: it is named, and Amity's own number says which", async () => {
    await bring([HEAD, ["Hai nơi", "1/12/2024", "Huế", "", ""], ["Hai nơi", "1/12/2024", "Vinh", "", ""]]);
    const unclear = await bring([
      ["Tên hoạt động", "Ngày", "Số người"],
      ["Hai nơi", "1/12/2024", "9"],
    ]);
    expect(unclear.account).toEqual([1, 0, 0, 0, 1]);
    expect(unclear.problems).toMatchObject([{ row: 2, kind: "refused" }]);
    const [vinh] = await ask<{ id: string }>("select id from activity where title = 'Hai nơi' and place = 'Vinh'");
    const clear = await bring([
      ["Mã Amity", "Tên hoạt động", "Ngày", "Số người"],
      [vinh?.id ?? "", "Hai nơi", "1/12/2024", "9"],
    ]);
    expect(clear.account).toEqual([1, 0, 1, 0, 0]);
    expect(await activity(vinh?.id ?? "")).toMatchObject({ participants: 9 });
  });

  test("a partner that another unit keeps is not entered again, and not changed", async () => {
    const id = await inWork(hanoi, (work) =>
      registerPartner(
        work,
        registerForm.parse({ kind: "foundation", name: "Quỹ chung", country_iso2: "FR", city: "Paris" }),
      ),
    );
    const head = ["Tên", "Nước", "Thành phố"];
    const france = await aPerson("association_officer", "association_fr");
    expect((await bring([head, ["Quỹ chung", "Pháp", "Paris"]], "partners", france)).account).toEqual([1, 0, 0, 1, 0]);
    const other = await bring([head, ["Quỹ chung", "Pháp", "Lyon"]], "partners", france);
    expect(other.account).toEqual([1, 0, 0, 0, 1]);
    expect(other.problems).toMatchObject([{ kind: "refused", record_id: id }]);
  });
});

describe("a record that few may see", () => {
  test.each([
    ["activities", "activity", ["Tên hoạt động", "Ngày", "Nước", "Số người"], ["Họp kín", "1/2/2024", "Lào", ""]],
    ["partners", "partner", ["Tên", "Nước", "Thành phố"], ["Hội kín", "Lào", "Luang Prabang"]],
    ["delegations", "delegation", [...VISIT_HEAD, "Số người"], ["Đoàn kín", "ra", "1/2/2024", "5/2/2024", "Lào", ""]],
  ] as const)("of %s is changed by no file, and no account names it", async (kind, table, head, row) => {
    await bring([[...head], [...row]], kind);
    const called = table === "partner" ? "name" : "title";
    const stored = () => ask<{ id: string }>(`select * from ${table} where ${called} = $1`, [row[0]]);
    await ask(`update ${table} set visibility = 'confidential', named_user_ids = $2 where ${called} = $1`, [
      row[0],
      [office.userId],
    ]);
    const before = await stored();
    const said = [...row.slice(0, -1), kind === "partners" ? "Viêng Chăn" : "99"];
    const own = [
      ["Mã Amity", ...head],
      [before[0]?.id ?? "", ...said],
    ];
    for (const rows of kind === "partners" ? [own] : [own, [[...head], said]]) {
      const { account, problems } = await bring(rows, kind);
      expect([account, problems.map((one) => one.kind)]).toEqual([[1, 0, 0, 0, 1], ["refused"]]);
      expect(problems.map((one) => one.message).join()).not.toContain(row[0]);
    }
    expect(await stored()).toEqual(before);
  });

  test("is left unnamed also where taking back leaves it", async () => {
    const { id } = await bring([HEAD, ["Sắp kín", "3/2/2024", "Huế", "Lào", "5"]]);
    await bring([HEAD, ["Sắp kín", "3/2/2024", "Huế", "Lào", "6"]]);
    await ask("update activity set visibility = 'confidential', named_user_ids = $1 where title = 'Sắp kín'", [
      [office.userId],
    ]);
    await inWork(office, (work) => undoImport(work, id));
    const left = await inReading(office, (work) => listProblems(work, id));
    expect(left.map((one) => one.kind)).toEqual(["remained"]);
    expect(left.map((one) => one.message).join()).not.toContain("Sắp kín");
  });
});

test("two imports of the same file at once make each record once", async () => {
  const bytes = writeCsv([
    HEAD,
    ...Array.from({ length: 40 }, (_, n) => [`Cùng lúc ${n}`, "5/9/2023", "Huế", "Lào", "5"]),
  ]);
  const tried = [
    await attempt(office, bytes, "activities", "a.csv"),
    await attempt(office, bytes, "activities", "a.csv"),
  ];
  expect(tried.map((one) => one.account[1])).toEqual([40, 40]);
  await Promise.all(tried.map((one) => write(office, one.id)));
  expect(await ask("select count(*)::int from activity where title like 'Cùng lúc %'")).toEqual([{ count: 40 }]);
  const counts = await ask<{ created: number }>("select created from import where id = any($1)", [
    tried.map((one) => one.id),
  ]);
  expect(counts.map((one) => one.created).toSorted((one, other) => one - other)).toEqual([0, 40]);
});
