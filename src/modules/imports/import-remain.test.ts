import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { editActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import { editForm, recordForm } from "#modules/activities/activity.forms.ts";
import { readPassports } from "#modules/delegations/delegation-parts.commands.server.ts";
import { closePartner } from "#modules/partners/partner.commands.server.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addPart } from "#platform/part.server.ts";
import { writeCsv } from "#platform/workbook.server.ts";
import type { ImportKind } from "./column.model.ts";
import { undoImport } from "./import.commands.server.ts";
import { attempt, write } from "./import.fixtures.ts";
import { listProblems } from "./import.queries.server.ts";

const database = useDatabase();
let office: Actor, colleague: Actor;
beforeAll(async () => {
  process.env.AMITY_DATA = "/tmp/amity-import-tests";
  office = await aPerson("office", "vufo");
  colleague = { ...(await aPerson("office", "vufo")), name: "Đồng nghiệp" };
});

const ask = <Row = Record<string, unknown>>(text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query(text, values)).rows as Row[]);
const HEAD = ["Tên hoạt động", "Ngày", "Địa điểm", "Số người"];
async function bring(rows: string[][], kind: ImportKind = "activities"): Promise<string> {
  const tried = await attempt(office, writeCsv(rows), kind, "a.csv");
  await write(office, tried.id);
  return tried.id;
}
/** Takes an import back and gives what it left. */
async function undo(importId: string) {
  await inWork(office, (work) => undoImport(work, importId));
  const named = await inReading(office, (work) => listProblems(work, importId));
  return named.filter((one) => one.kind === "remained");
}
const titled = async (title: string) =>
  (
    await ask<{ id: string; version: number; participants: number; place: string }>(
      "select * from activity where title = $1",
      [title],
    )
  )[0];
async function edit(title: string, facts: Record<string, unknown>, actor = colleague) {
  const row = await titled(title);
  const kept = Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== null));
  await inWork(actor, (work) => editActivity(work, row?.id ?? "", editForm.parse({ ...kept, ...facts })));
}

describe("taking back leaves what somebody touched since, and names it with them", () => {
  test("of what it made and of what it changed", async () => {
    const first = await bring([HEAD, ["Cũ sửa", "5/9/2024", "Huế", "1"], ["Cũ yên", "5/9/2024", "Huế", "1"]]);
    const second = await bring([
      HEAD,
      ["Cũ sửa", "5/9/2024", "Huế", "2"],
      ["Cũ yên", "5/9/2024", "Huế", "2"],
      ["Mới sửa", "5/9/2024", "Huế", "2"],
      ["Mới yên", "5/9/2024", "Huế", "2"],
    ]);
    await edit("Cũ sửa", { result: "Tốt" });
    await edit("Mới sửa", { result: "Tốt" });
    const left = await undo(second);
    expect(left.map((one) => one.record_id ?? "").toSorted()).toEqual(
      [(await titled("Cũ sửa"))?.id ?? "", (await titled("Mới sửa"))?.id ?? ""].toSorted(),
    );
    for (const one of left) expect(one.message).toContain("Đồng nghiệp");
    expect(await titled("Mới yên")).toBeUndefined();
    expect(await titled("Cũ yên")).toMatchObject({ participants: 1, version: 3 });
    expect(await titled("Cũ sửa")).toMatchObject({ participants: 2, result: "Tốt", version: 3 });
    // What the second left as it was goes with the first, what was touched stays.
    expect((await undo(first)).map((one) => one.record_id)).toEqual([(await titled("Cũ sửa"))?.id]);
    expect(await titled("Cũ yên")).toBeUndefined();
  });

  test("an import that stands is a touch of the one before it", async () => {
    const first = await bring([HEAD, ["Hai lần nhập", "5/9/2024", "Huế", "1"]]);
    const second = await bring([HEAD, ["Hai lần nhập", "5/9/2024", "Huế", "2"]]);
    expect((await undo(first)).map((one) => one.message)).toEqual([expect.stringContaining(office.name)]);
    expect(await titled("Hai lần nhập")).toMatchObject({ participants: 2, version: 2 });
    expect(await undo(second)).toEqual([]);
    expect(await titled("Hai lần nhập")).toMatchObject({ participants: 1, version: 3 });
  });

  test("a record that was given parts, or closed", async () => {
    const id = await bring(
      [
        ["Tên", "Nước"],
        ["Có tên khác", "Lào"],
        ["Đã đóng", "Lào"],
        ["Để yên", "Lào"],
      ],
      "partners",
    );
    const partner = async (name: string) =>
      (await ask<{ id: string; version: number }>("select id, version from partner where name = $1", [name]))[0] ?? {
        id: "",
        version: 0,
      };
    const named = await partner("Có tên khác");
    await inWork(colleague, (work) =>
      addPart(
        work,
        PARTNER_PARTS,
        { recordId: named.id, name: "name" },
        { name: "Tên hai", language: "vi", kind: "alias" },
      ),
    );
    const closed = await partner("Đã đóng");
    await inWork(colleague, (work) => closePartner(work, closed.id, { reason: "Giải thể" }));
    expect((await undo(id)).map((one) => one.record_id ?? "").toSorted()).toEqual([named.id, closed.id].toSorted());
    expect(await ask("select name from partner where import_id = $1 order by name", [id])).toHaveLength(2);
    expect(await ask("select 1 from partner_name where name = 'Tên hai'")).toHaveLength(1);
  });

  test("a record that others refer to, among many that go", async () => {
    const names = Array.from({ length: 30 }, (_, n) => `Bạn ${n}`);
    const id = await bring([["Tên", "Nước"], ...names.map((name) => [name, "Pháp"])], "partners");
    const [friend] = await ask<{ id: string }>("select id from partner where name = 'Bạn 17'");
    await inWork(colleague, (work) =>
      recordActivity(
        work,
        recordForm.parse({
          kind: "visit",
          title: "Gặp bạn",
          starts_on: "2024-05-06",
          was_held: true,
          partner_ids: [friend?.id],
        }),
      ),
    );
    const left = await undo(id);
    expect(left.map((one) => one.record_id)).toEqual([friend?.id]);
    expect(left[0]?.message).toContain("Bạn 17");
    expect(await ask("select name from partner where import_id = $1", [id])).toEqual([{ name: "Bạn 17" }]);
  });
});

test("who only read a passport touched nothing", async () => {
  const head = ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"];
  const id = await bring([head, ["Chỉ đọc", "ra", "1/3/2024", "5/3/2024", "Lào"]], "delegations");
  const [visit] = await ask<{ id: string }>("select id from delegation where import_id = $1", [id]);
  await inWork(colleague, (work) => readPassports(work, visit?.id ?? ""));
  expect(
    await ask("select 1 from history where subject_id = $1 and action = 'read_personal'", [visit?.id]),
  ).toHaveLength(1);
  expect(await undo(id)).toEqual([]);
  expect(await ask("select 1 from delegation where import_id = $1", [id])).toEqual([]);
});

test("taken back twice is refused with a rule, and changes nothing", async () => {
  const id = await bring([HEAD, ["Một lần thôi", "5/9/2024", "", ""]]);
  await undo(id);
  await expect(undo(id)).rejects.toThrow("rule_import_state");
  const both = await bring([HEAD, ["Hai người cùng hoàn tác", "5/9/2024", "", ""]]);
  const ends = await Promise.allSettled([undo(both), undo(both)]);
  expect(ends.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("whoever is saving meanwhile is waited for, and what they saved stays", async () => {
  const id = await bring([HEAD, ["Đang lưu", "5/9/2024", "Huế", "1"]]);
  const saved = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const row = await titled("Đang lưu");
  const kept = Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== null));
  const saving = inWork(colleague, async (work) => {
    await editActivity(work, row?.id ?? "", editForm.parse({ ...kept, result: "Tốt" }));
    saved.resolve();
    await mayEnd.promise;
  });
  await saved.promise;
  const undoing = undo(id);
  setTimeout(mayEnd.resolve, 300);
  const [left] = await Promise.all([undoing, saving]);
  expect(left).toHaveLength(1);
  expect(await titled("Đang lưu")).toMatchObject({ result: "Tốt", version: 2 });
});

test("no version of a record comes twice", async () => {
  const seen: number[] = [];
  const look = async () => seen.push((await titled("Chỉ tăng"))?.version ?? 0);
  await bring([HEAD, ["Chỉ tăng", "5/9/2024", "Huế", "1"]]);
  await look();
  for (const people of ["2", "3"]) {
    const id = await bring([HEAD, ["Chỉ tăng", "5/9/2024", "Huế", people]]);
    await look();
    expect(await undo(id)).toEqual([]);
    await look();
  }
  await edit("Chỉ tăng", { result: "x" });
  await look();
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await titled("Chỉ tăng")).toMatchObject({ participants: 1 });
});
