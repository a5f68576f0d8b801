import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import type { ImportKind } from "./column.model.ts";
import { bringIn } from "./import.fixtures.ts";

const database = useDatabase();
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

const ask = <Row>(text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query(text, values)).rows as Row[]);
const bring = (rows: string[][], kind?: ImportKind) => bringIn(office, rows, kind);
const HEAD = ["Tên hoạt động", "Ngày", "Địa điểm", "Nước", "Số người"];
const record = (facts: Record<string, unknown>) =>
  inWork(office, (work) =>
    recordActivity(work, recordForm.parse({ kind: "visit", was_held: true, is_in_plan: true, ...facts })),
  );

describe("the home country in a country cell", () => {
  test("beside others is left out, which is said; alone it is refused where a country must stand", async () => {
    const { account, remarks, problems } = await bring([
      HEAD,
      ["Hai nước", "5/9/2024", "Huế", "Việt Nam, Lào", ""],
      ["Ở nhà", "5/9/2024", "Huế", "VN", ""],
    ]);
    expect([account, problems]).toEqual([[2, 2, 0, 0, 0], []]);
    expect(remarks.join(" ")).toMatch(/nước sở tại: dòng 2-3/);
    expect(
      await ask("select countries from activity where title in ('Hai nước', 'Ở nhà') order by title desc"),
    ).toEqual([{ countries: [] }, { countries: ["LA"] }]);
    const partner = await bring(
      [
        ["Tên", "Nước"],
        ["Hội nhà", "Việt Nam"],
      ],
      "partners",
    );
    expect(partner.problems.map((one) => one.message)).toEqual([expect.stringContaining("không ghi nước sở tại")]);
    const visit = ["Đoàn nhà", "ra", "1/3/2024", "2/3/2024", "Việt Nam"];
    const visits = await bring([["Tên đoàn", "Chiều", "Ngày đi", "Ngày về", "Nước"], visit], "delegations");
    expect(visits.problems.map((one) => one.message)).toEqual([expect.stringContaining("không ghi nước sở tại")]);
  });

  test("of a record that has it a sheet changes nothing, nor does it recognise it the less", async () => {
    const id = await record({ title: "Có cả nhà", starts_on: "2024-09-05", place: "Huế", countries: ["VN", "LA"] });
    const [row] = await ask<{ version: number }>("select version from activity where id = $1", [id]);
    const said = ["Có cả nhà", "5/9/2024", "Huế", "VN, LA", ""];
    expect((await bring([HEAD, said])).account).toEqual([1, 0, 0, 1, 0]);
    const numbered = [
      [...HEAD, "Mã Amity", "Lần ghi"],
      [...said, id, String(row?.version)],
    ];
    expect((await bring(numbered)).account).toEqual([1, 0, 0, 1, 0]);
    // One that names the home country alone says nothing of the others.
    const alone = [numbered[0] ?? [], ["Có cả nhà", "5/9/2024", "Huế", "Việt Nam", "", id, String(row?.version)]];
    expect((await bring(alone)).account).toEqual([1, 0, 0, 1, 0]);
    expect(await ask("select countries from activity where id = $1", [id])).toEqual([{ countries: ["VN", "LA"] }]);
  });
});
