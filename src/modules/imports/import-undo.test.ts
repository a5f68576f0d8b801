import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { findUnitByCode } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { undoImport } from "./import.commands.server.ts";
import { attempt, write } from "./import.fixtures.ts";
import type { ImportKind } from "./column.model.ts";
import { IMPORT_KINDS } from "./column.model.ts";

const database = useDatabase();
let office: Actor;
beforeAll(async () => {
  process.env.AMITY_DATA = "/tmp/amity-import-tests";
  office = await aPerson("office", "vufo");
});

const HEAD = ["Tên hoạt động", "Ngày", "Loại", "Nước", "Số người", "Đơn vị chủ trì"];
const book = (rows: string[][], head: string[] = HEAD) => writeWorkbook([head, ...rows]);

describe("taking back, compared by content", () => {
  const rowsOf = (tables: string[]) =>
    asOwner(database.ownerUrl(), async (client) => {
      const all: unknown[] = [];
      for (const table of tables)
        all.push(...(await client.query(`select to_jsonb(t) - 'version' as row from ${table} as t order by 1`)).rows);
      return all;
    });
  const versionOf = (table = "", importId: string) =>
    asOwner(
      database.ownerUrl(),
      async (client) => (await client.query(`select version from ${table} where import_id = $1`, [importId])).rows,
    );
  const tables: Record<ImportKind, string[]> = {
    activities: ["activity", "activity_host", "activity_partner"],
    delegations: ["delegation"],
    partners: ["partner", "partner_name"],
  };
  const books: Record<ImportKind, { head: string[]; old: string[]; next: string[]; fresh: string[] }> = {
    activities: {
      head: ["Tên hoạt động", "Ngày", "Nước", "Số người", "Kết quả"],
      old: ["Cũ", "5/9/2024", "Pháp", "20", ""],
      next: ["Cũ", "5/9/2024", "Pháp", "30", "Tốt"],
      fresh: ["Mới", "7/9/2024", "Lào", "8", ""],
    },
    delegations: {
      head: ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước", "Số người"],
      old: ["Cũ", "ra", "1/3/2024", "5/3/2024", "Lào", "4"],
      next: ["Cũ", "vào", "1/3/2024", "5/3/2024", "Lào", "5"],
      fresh: ["Mới", "Đoàn vào", "1/4/2024", "5/4/2024", "Pháp", ""],
    },
    partners: {
      head: ["Tên", "Nước", "Loại", "Thành phố", "Liên hệ đầu tiên"],
      old: ["Hội cũ", "Pháp", "Hội hữu nghị", "Paris", "1/2/2003"],
      next: ["Hội cũ", "Pháp", "Quỹ", "Lyon", "2/2/2003"],
      fresh: ["Hội mới", "Lào", "", "Viêng Chăn", ""],
    },
  };

  test.each(IMPORT_KINDS)("%s", async (kind) => {
    const { head, old, next, fresh } = books[kind];
    const first = await attempt(office, book([old], head), kind);
    await write(office, first.id);
    const before = await rowsOf(tables[kind]);
    const second = await attempt(office, book([next, fresh], head), kind);
    expect(second.account).toEqual([2, 1, 1, 0, 0]);
    await write(office, second.id);
    expect(await rowsOf(tables[kind])).not.toEqual(before);
    await inWork(office, (work) => undoImport(work, second.id));
    expect(await rowsOf(tables[kind])).toEqual(before);
    // Made, changed, taken back: who still holds the form of either state is told that somebody else saved.
    expect(await versionOf(tables[kind][0], first.id)).toEqual([{ version: 3 }]);
    await inWork(office, (work) => undoImport(work, first.id));
  });

  test("more rows than travel at once, with refused ones between them", async () => {
    const many = (day: string) =>
      Array.from({ length: 1300 }, (_, n) => [`Buổi ${n}`, n === 650 ? "hôm qua" : "5/9/2024", "", "Pháp", day, ""]);
    const first = await attempt(office, book(many("20")));
    expect(first.account).toEqual([1300, 1299, 0, 0, 1]);
    await write(office, first.id);
    const before = await rowsOf(tables.activities);
    const second = await attempt(office, book(many("30")));
    expect(second.account).toEqual([1300, 0, 1299, 0, 1]);
    await write(office, second.id);
    expect(await rowsOf(tables.activities)).not.toEqual(before);
    await inWork(office, (work) => undoImport(work, second.id));
    expect(await rowsOf(tables.activities)).toEqual(before);
    await inWork(office, (work) => undoImport(work, first.id));
  });

  test("whoever may import nothing takes nothing back", async () => {
    const tried = await attempt(office, book([["Giữ lại", "5/9/2024", "", "Pháp", "", ""]]));
    await write(office, tried.id);
    const before = await rowsOf(tables.activities);
    const auditor = await aPerson("auditor", "vufo");
    await expect(inWork(auditor, (work) => undoImport(work, tried.id))).rejects.toThrow(ForbiddenError);
    expect(await rowsOf(tables.activities)).toEqual(before);
  });
});

test("what only a kind knows: the level of an activity's unit, a visit of the past, a partner's first name and contact", async () => {
  const province = await inReading(office, (work) => findUnitByCode(work, "ha_noi"));
  const activities = await attempt(
    office,
    book([
      ["Trung ương", "5/9/2024", "", "Pháp", "", ""],
      ["Địa phương", "5/9/2024", "", "Pháp", "", province?.name ?? ""],
    ]),
  );
  await write(office, activities.id);
  const head = ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"];
  const delegations = await attempt(
    office,
    book([["Đoàn xưa", "ra", "1/3/2024", "5/3/2024", "Lào"]], head),
    "delegations",
  );
  await write(office, delegations.id);
  const partners = await attempt(
    office,
    book([["Hội xưa", "Lào", "1/2/2003"]], ["Tên", "Nước", "Liên hệ đầu tiên"]),
    "partners",
  );
  await write(office, partners.id);
  const made = (text: string, id: string) =>
    asOwner(database.ownerUrl(), async (client) => (await client.query(text, [id])).rows as unknown[]);
  expect(
    await made(
      "select title, level, status, host_paths = array[unit_path] as hosted, visibility from activity where import_id = $1 order by title desc",
      activities.id,
    ),
  ).toEqual([
    { title: "Trung ương", level: "central", status: "held", hosted: true, visibility: "union" },
    { title: "Địa phương", level: "local", status: "held", hosted: true, visibility: "union" },
  ]);
  expect(
    await made("select status, member_count, visibility from delegation where import_id = $1", delegations.id),
  ).toEqual([{ status: "archived", member_count: 0, visibility: "unit" }]);
  expect(
    await made(
      `select partner.last_contact_on, partner_name.name, partner_name.kind, partner.visibility
        from partner join partner_name on partner_name.partner_id = partner.id where partner.import_id = $1`,
      partners.id,
    ),
  ).toEqual([{ last_contact_on: "2003-02-01", name: "Hội xưa", kind: "official", visibility: "union" }]);
});
