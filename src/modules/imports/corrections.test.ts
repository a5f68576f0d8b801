import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { cancelActivity, editActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import { editForm, recordForm } from "#modules/activities/activity.forms.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import type { DelegationStatus } from "#modules/delegations/delegation.model.ts";
import { STATUSES } from "#modules/delegations/delegation.model.ts";
import { closePartner, registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { ImportKind } from "./column.model.ts";
import { bringIn } from "./import.fixtures.ts";

const database = useDatabase();
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

const ask = <Row>(text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query(text, values)).rows as Row[]);

const bring = (rows: string[][], kind?: ImportKind, actor = office) => bringIn(actor, rows, kind);
const HEAD = ["Tên hoạt động", "Ngày", "Địa điểm", "Nước", "Số người"];
const record = (facts: Record<string, unknown>) =>
  inWork(office, (work) =>
    recordActivity(work, recordForm.parse({ kind: "visit", was_held: true, is_in_plan: true, ...facts })),
  );
const activity = async (id: string) =>
  (await ask<Record<string, unknown>>("select * from activity where id = $1", [id]))[0];
async function edit(id: string, facts: Record<string, unknown>) {
  const row = (await activity(id)) ?? {};
  const kept = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  await inWork(office, (work) => editActivity(work, id, editForm.parse({ ...kept, ...facts })));
}

describe("a record made by hand", () => {
  test("is recognised, filled where it says nothing, and kept where it does", async () => {
    const id = await record({
      title: "Làm bằng tay",
      starts_on: "2024-02-03",
      place: "Huế",
      countries: ["LA"],
      result: "Tốt",
    });
    const brought = await bring([
      [...HEAD, "Kết quả"],
      ["Làm bằng tay", "3/2/2024", "Huế", "Lào", "40", "Xấu"],
    ]);
    expect(brought.account).toEqual([1, 0, 1, 0, 0]);
    expect(await activity(id)).toMatchObject({ participants: 40, result: "Tốt", version: 2 });
    expect(brought.problems).toMatchObject([{ row: 2, kind: "kept", column: "Kết quả", record_id: id }]);
    const { message = "" } = brought.problems[0] ?? {};
    expect([office.name, "Tốt", "Xấu"].filter((part) => !message.includes(part))).toEqual([]);
  });

  test("is recognised after it was edited, by what it says now", async () => {
    const id = await record({ title: "Tên đầu", starts_on: "2024-02-04", place: "Huế", countries: ["LA"] });
    await edit(id, { title: "Tên sau" });
    expect((await bring([HEAD, ["Tên sau", "4/2/2024", "Huế", "Lào", ""]])).account).toEqual([1, 0, 0, 1, 0]);
    expect((await bring([HEAD, ["Tên đầu", "4/2/2024", "Huế", "Lào", ""]])).account).toEqual([1, 1, 0, 0, 0]);
  });

  test("has no more people from abroad than people: a sheet that says fewer people than came from abroad is refused by row", async () => {
    await bring([HEAD, ["Đủ người", "5/2/2024", "Huế", "Lào", "20"]]);
    const [made] = await ask<{ id: string }>("select id from activity where title = 'Đủ người'");
    const id = made?.id ?? "";
    await edit(id, { foreign_participants: 10 });
    const brought = await bring([HEAD, ["Đủ người", "5/2/2024", "Huế", "Lào", "5"]]);
    expect(brought.account).toEqual([1, 0, 0, 0, 1]);
    expect(brought.problems).toMatchObject([{ row: 2, kind: "refused", record_id: id }]);
    expect((await bring([HEAD, ["Đủ người", "5/2/2024", "Huế", "Lào", "12"]])).account).toEqual([1, 0, 1, 0, 0]);
  });

  test("what is closed or cancelled stays, and is said", async () => {
    const id = await record({ title: "Sắp hủy", starts_on: addDays(today(), 30), was_held: undefined });
    await inWork(office, (work) => cancelActivity(work, id, { reason: "Mưa" }));
    const [, month, day] = addDays(today(), 30).split("-");
    const row = ["Sắp hủy", `${day}/${month}/${addDays(today(), 30).slice(0, 4)}`, "", "", "40"];
    const brought = await bring([HEAD, row]);
    expect(brought.account).toEqual([1, 0, 0, 0, 1]);
    expect(brought.problems).toMatchObject([{ row: 2, kind: "refused", record_id: id }]);
    const partner = await inWork(office, (work) =>
      registerPartner(work, registerForm.parse({ kind: "foundation", name: "Quỹ đóng", country_iso2: "FR" })),
    );
    await inWork(office, (work) => closePartner(work, partner, { reason: "Giải thể" }));
    const head = ["Tên", "Nước", "Thành phố"];
    expect((await bring([head, ["Quỹ đóng", "Pháp", "Paris"]], "partners")).account).toEqual([1, 0, 0, 0, 1]);
    expect((await bring([head, ["Quỹ đóng", "Pháp", ""]], "partners")).account).toEqual([1, 0, 0, 1, 0]);
  });
});

describe("what was corrected by hand since a sheet last said it", () => {
  const rows = (people: string) => [HEAD, ["Đã sửa tay", "7/3/2024", "Huế", "Lào", people]];

  test("is kept and named, what was not is changed", async () => {
    await bring([
      [...HEAD, "Kết quả"],
      ["Đã sửa tay", "7/3/2024", "Huế", "Lào", "20", "Một"],
    ]);
    const [made] = await ask<{ id: string }>("select id from activity where title = 'Đã sửa tay'");
    const id = made?.id ?? "";
    await edit(id, { participants: 25 });
    const next = await bring([
      [...HEAD, "Kết quả"],
      ["Đã sửa tay", "7/3/2024", "Huế", "Lào", "30", "Hai"],
    ]);
    expect(next.account).toEqual([1, 0, 1, 0, 0]);
    expect(await activity(id)).toMatchObject({ participants: 25, result: "Hai", version: 3 });
    expect(next.problems).toMatchObject([{ kind: "kept", column: "Số người" }]);
    const { message = "" } = next.problems[0] ?? {};
    expect(["25", "30", office.name].filter((part) => !message.includes(part))).toEqual([]);
    const again = await bring(rows("30"));
    expect([again.account, again.problems.map((one) => one.kind)]).toEqual([[1, 0, 0, 1, 0], ["kept"]]);
    // An empty cell empties nothing.
    expect((await bring(rows(""))).account).toEqual([1, 0, 0, 1, 0]);
  });

  test("also a title: the same file recognises its record as it came in, and makes no second", async () => {
    await bring([HEAD, ["Tên gõ sai", "8/3/2024", "Huế", "Lào", "20"]]);
    const [made] = await ask<{ id: string }>("select id from activity where title = 'Tên gõ sai'");
    await edit(made?.id ?? "", { title: "Tên gõ đúng" });
    const again = await bring([HEAD, ["Tên gõ sai", "8/3/2024", "Huế", "Lào", "21"]]);
    expect(again.account).toEqual([1, 0, 1, 0, 0]);
    expect(await activity(made?.id ?? "")).toMatchObject({ title: "Tên gõ đúng", participants: 21 });
    expect(again.problems).toMatchObject([{ kind: "kept", column: "Tên hoạt động" }]);
  });

  test("a sheet taken out after the correction may change it, one taken out before may not", async () => {
    const id = await record({ title: "Xuất rồi nhập", starts_on: "2024-03-09", place: "Huế", participants: 20 });
    const sheet = (version: string, people: string) => [
      ["Mã Amity / Amity number", "Lần ghi / Version", ...HEAD],
      [id, version, "Xuất rồi nhập", "9/3/2024", "Huế", "", people],
    ];
    expect((await bring(sheet("1", "30"))).account).toEqual([1, 0, 1, 0, 0]);
    await edit(id, { participants: 50 });
    const old = await bring(sheet("2", "31"));
    expect([old.account, old.problems.map((one) => one.kind)]).toEqual([[1, 0, 0, 1, 0], ["kept"]]);
    expect((await bring(sheet("3", "31"))).account).toEqual([1, 0, 1, 0, 0]);
    expect(await activity(id)).toMatchObject({ participants: 31, version: 4 });
  });
});

/** Where a file still changes a visit: not yet proposed, or filed from a file and never handled here. */
const BY_FILE: Partial<Record<DelegationStatus, string[]>> = {
  draft: ["by hand", "from a file"],
  travelling: ["from a file"],
  archived: ["from a file"],
};
test.each(STATUSES)("a visit that is %s is changed by a file only where nobody decided on it", async (status) => {
  const head = ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước", "Mục đích"];
  const [from, until] = status === "travelling" ? [-1, 1] : [-9, -5];
  const days = [from, until].map((day) => addDays(today(), day));
  const typed = days.map((day) => day.split("-").toReversed().join("/"));
  for (const made of ["by hand", "from a file"]) {
    const title = `Chuyến ${made} ${status}`;
    const facts = [title, "ra", ...typed, "Lào"];
    const id =
      made === "by hand"
        ? await inWork(office, (work) =>
            aDraftDelegation(work, { title, countries: ["LA"], departs_on: days[0], returns_on: days[1] }),
          )
        : (await bring([head, [...facts, "Học tập"]], "delegations")) &&
          (await ask<{ id: string }>("select id from delegation where title = $1", [title]))[0]?.id;
    await ask("update delegation set status = $2::delegation_status, purpose = 'Học tập' where id = $1", [id, status]);
    const version = (await ask<{ version: number }>("select version from delegation where id = $1", [id]))[0]?.version;
    const sheet = [
      ["Mã Amity", "Lần ghi", ...head],
      [id ?? "", String(version), ...facts, "Ký kết"],
    ];
    const { account } = await bring(sheet, "delegations");
    const [after] = await ask<{ purpose: string }>("select purpose from delegation where id = $1", [id]);
    const is = BY_FILE[status]?.includes(made);
    expect([made, account, after?.purpose]).toEqual([
      made,
      [1, 0, is ? 1 : 0, 0, is ? 0 : 1],
      is ? "Ký kết" : "Học tập",
    ]);
  }
});

test("a number that names no record of one's own is refused", async () => {
  const unknown = await bring([
    ["Mã Amity", ...HEAD],
    ["0197a3c0-1111-7222-8333-444455556666", "Không có", "9/3/2024", "", "", ""],
  ]);
  expect([unknown.account, unknown.problems.map((one) => one.kind)]).toEqual([[1, 0, 0, 0, 1], ["refused"]]);
});

describe("what lies ahead is planned", () => {
  const on = (days: number) => addDays(today(), days).split("-").toReversed().join("/");

  test("a delegation by its days: a plan, under way, or filed", async () => {
    const head = ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"];
    await bring(
      [
        head,
        ["Đoàn mai đi", "ra", on(1), on(3), "Lào"],
        ["Đoàn đang đi", "ra", on(0), on(0), "Lào"],
        ["Đoàn hôm qua về", "ra", on(-3), on(-1), "Lào"],
      ],
      "delegations",
    );
    const found = await ask(
      "select title, status from delegation where title like 'Đoàn % %' and departs_on > $1 order by departs_on desc",
      [addDays(today(), -10)],
    );
    expect(found).toEqual([
      { title: "Đoàn mai đi", status: "draft" },
      { title: "Đoàn đang đi", status: "travelling" },
      { title: "Đoàn hôm qua về", status: "archived" },
    ]);
  });

  test("one that has left or is filed is not put ahead of time by its next sheet", async () => {
    const head = ["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"];
    const made = [head, ["Đang ở xa", "ra", on(-1), on(5), "Lào"], ["Đã lưu", "ra", on(-9), on(-5), "Lào"]];
    const first = await bring(made, "delegations");
    const visits = await ask<{ id: string; title: string; version: number }>(
      "select id, title, version from delegation where import_id = $1 order by title desc",
      [first.id],
    );
    const again = visits.map(({ id, title, version }) => [title, "ra", on(3), on(9), "Lào", id, String(version)]);
    const tried = await bring([[...head, "Mã Amity", "Lần ghi"], ...again], "delegations");
    expect(tried.account).toEqual([2, 0, 0, 0, 2]);
    expect(tried.problems.map((one) => one.message)).toEqual([
      expect.stringMatching(/"Đang ở xa" đang diễn ra/),
      expect.stringContaining("đã lưu hồ sơ"),
    ]);
  });

  test("an activity of tomorrow is planned for then, one of today was held", async () => {
    await bring([
      ["Tên hoạt động", "Ngày"],
      ["Việc ngày mai", on(1)],
      ["Việc hôm nay", on(0)],
    ]);
    expect(
      await ask("select status, planned_on from activity where title like 'Việc %' order by starts_on desc"),
    ).toEqual([
      { status: "planned", planned_on: addDays(today(), 1) },
      { status: "held", planned_on: null },
    ]);
    // Held is not moved ahead of today.
    const [held] = await ask<{ id: string }>("select id from activity where title = 'Việc hôm nay'");
    const moved = await bring([
      ["Mã Amity", "Lần ghi", "Tên hoạt động", "Ngày"],
      [held?.id ?? "", "1", "Việc hôm nay", on(5)],
    ]);
    expect([moved.account, moved.problems.map((one) => one.kind)]).toEqual([[1, 0, 0, 0, 1], ["refused"]]);
  });
});
