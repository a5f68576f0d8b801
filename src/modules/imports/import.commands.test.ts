import { strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { listOwed } from "#modules/exchanges/exchange.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { findColumns } from "./column.model.ts";
import { tryImport, undoImport } from "./import.commands.server.ts";
import { attempt, write } from "./import.fixtures.ts";
import { IMPORTABLE } from "./importable.server.ts";
import { readSheet } from "./sheet.server.ts";
import { aWorkbook } from "./workbook.fixtures.ts";

const database = useDatabase();
let france: Actor, office: Actor;
beforeAll(async () => {
  process.env.AMITY_DATA = "/tmp/amity-import-tests";
  france = await aPerson("association_officer", "association_fr");
  office = await aPerson("office", "vufo");
});

const HEAD = ["Tên hoạt động", "Ngày", "Loại", "Nước", "Số người", "Đơn vị chủ trì"];
const ROWS = [
  ["Gặp gỡ hữu nghị", "5/9/2024", "Gặp gỡ hữu nghị", "Pháp", "1.200", ""],
  ["Tọa đàm", "ngày 6 tháng 9 năm 2024", "Seminar", "Đức; FR", "80", ""],
  ["Tiếp Đại sứ", "05.09.2024", "tiep khach", "Lào", "", "Ban Châu Âu"],
];
const book = (rows: (string | number)[][], head: string[] = HEAD) => writeWorkbook([head, ...rows]);

const content = () =>
  asOwner(
    database.ownerUrl(),
    async (client) =>
      (
        await client.query(
          "select md5(coalesce(string_agg((to_jsonb(activity) - 'version')::text, '' order by id), '')) as hash, count(*)::int as count from activity",
        )
      ).rows[0] as { hash: string; count: number },
  );

describe("trying", () => {
  test.each(["Hội thảo", "tọa đàm", "Seminar", "seminar", "Hội thảo, tọa đàm"])(
    "understands the kind %s",
    async (kind) => {
      const tried = await attempt(office, book([["Chuyện nước Lào", "5/9/2024", kind, "Lào", "", ""]]));
      expect(tried.account).toEqual([1, 1, 0, 0, 0]);
    },
  );

  test("accounts for each row and writes nothing", async () => {
    const before = await content();
    const tried = await attempt(
      office,
      book([
        ...ROWS,
        ["", "5/9/2024", "", "Pháp", "", ""],
        ["Ngày lạ", "hôm qua", "", "Pháp", "", ""],
        ["Nước lạ", "5/9/2024", "", "Atlantis", "", ""],
      ]),
    );
    expect(tried.account).toEqual([6, 3, 0, 0, 3]);
    expect(tried.problems.map((one) => [one.row, one.column])).toEqual([
      [5, "Tên hoạt động"],
      [6, "Ngày"],
      [7, "Nước"],
    ]);
    expect(tried.problems[1]?.message).toContain("hôm qua");
    expect(await content()).toEqual(before);
  });

  test("finds columns by Vietnamese and English headings in any order, also with composed marks apart", () => {
    expect(findColumns(IMPORTABLE.activities.set, ["STT", "Date", "Activity"])).toMatchObject({
      starts_on: 1,
      title: 2,
    });
    expect(findColumns(IMPORTABLE.partners.set, ["Quốc gia".normalize("NFD"), "TÊN ĐỐI TÁC"])).toEqual({
      country_iso2: 0,
      name: 1,
    });
  });

  test("a unit outside one's own is refused", async () => {
    const tried = await attempt(france, book([["A", "5/9/2024", "", "Pháp", "", "Ban Châu Âu"]]));
    expect(tried.account).toEqual([1, 0, 0, 0, 1]);
  });
});

describe("writing", () => {
  test("new rows come in once; the same file again creates nothing; undo restores the state before", async () => {
    const before = await content();
    const first = await attempt(office, book(ROWS));
    await write(office, first.id);
    const after = await content();
    expect(after.count).toBe(before.count + 3);
    expect((await attempt(office, book(ROWS))).account).toEqual([3, 0, 0, 3, 0]);
    const changed = await attempt(
      office,
      book([
        ["Gặp gỡ hữu nghị", "5/9/2024", "Gặp gỡ hữu nghị", "Pháp", "1.300", ""],
        ["Mới", "7/9/2024", "", "Pháp", "", ""],
      ]),
    );
    expect(changed.account).toEqual([2, 1, 1, 0, 0]);
    await write(office, changed.id);
    await inWork(office, (work) => undoImport(work, changed.id));
    expect(await content()).toEqual(after);
    await inWork(office, (work) => undoImport(work, first.id));
    expect(await content()).toEqual(before);
    await expect(inWork(office, (work) => undoImport(work, first.id))).rejects.toThrow("rule_import_state");
  });

  test("every written row has one line of history and one lead host", async () => {
    const tried = await attempt(office, book([["Có lịch sử", "8/9/2024", "", "Pháp", "", ""]]));
    await write(office, tried.id);
    const rows = await asOwner(
      database.ownerUrl(),
      async (client) =>
        (
          await client.query(
            "select (select count(*)::int from history where subject_id = activity.id) as lines, (select count(*)::int from activity_host where activity_id = activity.id) as hosts from activity where import_id = $1",
            [tried.id],
          )
        ).rows,
    );
    expect(rows).toEqual([{ lines: 1, hosts: 1 }]);
  });

  test("delegations and partners too", async () => {
    const delegations = await attempt(
      office,
      book(
        [
          ["Đoàn thăm Lào", "Đoàn ra", "1/3/2024", "5/3/2024", "Lào"],
          ["Sai ngày", "Đoàn vào", "5/3/2024", "1/3/2024", "Lào"],
        ],
        ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"],
      ),
      "delegations",
    );
    expect(delegations.account).toEqual([2, 1, 0, 0, 1]);
    await write(office, delegations.id);
    const partners = await attempt(
      office,
      book([["AAFV", "Pháp", "Hội hữu nghị"]], ["Tên", "Nước", "Loại"]),
      "partners",
    );
    await write(office, partners.id);
    const kinds = await asOwner(
      database.ownerUrl(),
      async (client) => (await client.query("select kind from partner where import_id = $1", [partners.id])).rows,
    );
    expect(kinds).toEqual([{ kind: "friendship_association" }]);
    await inWork(office, (work) => undoImport(work, partners.id));
    const hanoi = await aPerson("unit_officer", "ha_noi");
    const owed = async () => (await inReading(hanoi, (work) => listOwed(work))).map((one) => one.title);
    await inWork(office, async (work) => {
      const visit = await work.trx
        .selectFrom("delegation")
        .select("id")
        .where("import_id", "=", delegations.id)
        .execute();
      const promised = { content: "Gửi kế hoạch", lead_unit_id: hanoi.unitId ?? "", due_on: "2026-01-01" };
      await addCommitment(work, visit[0]?.id ?? "", { ...promised, is_awaiting_text: false });
    });
    expect(await owed()).toEqual(["Gửi kế hoạch"]);
    // What somebody promised since is not taken from them.
    await inWork(office, (work) => undoImport(work, delegations.id));
    expect(await owed()).toEqual(["Gửi kế hoạch"]);
  });
});

describe("files that are none", () => {
  const refused = (bytes: Uint8Array, name: string) =>
    inWork(office, (work) => tryImport(work, { kind: "activities", name, bytes })).catch(
      (cause: unknown) => (cause as RuleError).code,
    );
  test("one clear sentence each", async () => {
    const compound = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(500)]);
    expect(await refused(strToU8("xin chào"), "a.xlsx")).toBe("rule_import_unreadable");
    expect(await refused(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9]), "a.xlsx")).toBe("rule_import_unreadable");
    expect(await refused(zipSync({ "word/document.xml": strToU8("<a/>") }), "a.xlsx")).toBe("rule_import_unreadable");
    expect(await refused(compound, "a.xls")).toBe("rule_import_legacy");
    expect(await refused(new Uint8Array([...compound, ...Buffer.from("EncryptedPackage", "utf16le")]), "a.xlsx")).toBe(
      "rule_import_encrypted",
    );
    expect(await refused(writeWorkbook([HEAD]), "a.xlsx")).toBe("rule_import_empty");
    expect(
      await refused(
        writeWorkbook([
          ["Khác", "Lạ"],
          ["1", "2"],
        ]),
        "a.xlsx",
      ),
    ).toBe("rule_import_no_columns");
    expect(await refused(new Uint8Array(), "a.csv")).toBe("rule_import_empty");
  });

  test("a workbook that explodes when unpacked is stopped", async () => {
    const bomb = zipSync(
      {
        ...unzipSync(aWorkbook([{ name: "A", rows: [] }])),
        "xl/worksheets/sheet1.xml": new Uint8Array(950_000_000).fill(32),
      },
      { level: 1 },
    );
    expect(bomb.length).toBeLessThan(20_000_000);
    expect(await refused(bomb, "bomb.xlsx")).toBe("rule_import_too_large");
    // 900 MB are unpacked before they are too much: seconds alone, minutes on a machine that has more to do.
  }, 240_000);

  test("a formula is refused with its cell, the other rows are taken", async () => {
    const tried = await attempt(
      office,
      strToU8("Tên hoạt động,Ngày,Nước\n=HYPERLINK(1),5/9/2024,Pháp\nThật,5/9/2024,Pháp\n"),
      "activities",
      "a.csv",
    );
    expect(tried.account).toEqual([2, 1, 0, 0, 1]);
    expect(tried.problems[0]?.message).toContain("công thức");
  });
});

test("old Vietnamese encodings are found, converted and said", async () => {
  // "Tên hoạt động;Ngày;Nước" and one row, in TCVN3.
  const tcvn3 = Uint8Array.from(
    Buffer.from(
      "54aa6e20686fb97420aee96e673b4e67b5793b4ead ed630a47c6702067ec2068f7752067c8693b352f392f323032343b5068b870"
        .replaceAll(" ", "")
        .replace("4eaded63", "4eaded63"),
      "hex",
    ),
  );
  const sheet = await readSheet(tcvn3, "a.csv", (cells) => cells.includes("Ngày"));
  expect(sheet.encoding).toBe("tcvn3");
  expect(sheet.rows[0]?.cells).toEqual(["Tên hoạt động", "Ngày", "Nước"]);
  expect(sheet.rows[1]?.cells[2]).toBe("Pháp");
});
