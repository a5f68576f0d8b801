import { beforeAll, expect, test, vi } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { recordHistory } from "#platform/history.server.ts";
import { correctionsFor, freezeAs, one, putRight, useOffice } from "./frozen.fixtures.ts";
import { findFrozen, frozenList, readPaper } from "./frozen.queries.server.ts";
import type { ScopeFilter } from "./indicator.filter.ts";
import { readScope } from "./indicator.queries.server.ts";
import { writeText } from "./report.commands.server.ts";

const database = useDatabase("demo");
const people = useOffice();
let hanoi: Actor, auditor: Actor;
beforeAll(async () => {
  auditor = await aPerson("auditor", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const freeze = (asked: ScopeFilter, actor = people.office) => freezeAs(actor, asked);
const corrections = (id: string) => correctionsFor(people.office, id);
const corrected = async (id: string) => (await corrections(id)).items;
const listed = (actor: Actor, asked: { year: string; unit?: string }) =>
  inReading(actor, async (work) => (await frozenList.list(work, { ...asked, limit: 50 })).items);

/** Every byte that was kept of it: its page and its papers in both languages. */
const kept = (id: string) =>
  inReading(people.office, async (work) => {
    const papers: Record<string, string> = {};
    for (const language of ["vi", "en"] as const)
      for (const format of ["json", "docx", "pdf"] as const)
        papers[`${language}.${format}`] = Buffer.from((await readPaper(work, id, { format, language })).bytes).toString(
          "base64",
        );
    return { papers, pages: (await findFrozen(work, id))?.pages };
  });

const IN_2024 = "between '2024-01-01' and '2024-12-15'";
const HELD = `status = 'held' and starts_on ${IN_2024}`;
const GONE = `status = 'archived' and direction = 'outgoing' and departs_on ${IN_2024}`;

test("after ten corrections the report opens byte for byte as sent, and the corrections name the ten", async () => {
  const id = await freeze({ year: "2024", as_of: "2024-12-15" });
  const sent = await kept(id);
  expect(Object.keys(sent.papers)).toHaveLength(6);
  expect(await corrections(id)).toEqual({ items: [], definitions: [] });

  const ten = [
    await putRight(
      "delegation",
      `update delegation set status = 'cancelled' where id = ${one("delegation", GONE)} returning id`,
      { status: "cancelled" },
    ),
    await putRight(
      "delegation",
      `update delegation set member_count = member_count + 3 where id = ${one("delegation", `${GONE} and member_count > 0`)} returning id`,
      { member_count: 9 },
    ),
    await putRight(
      "delegation",
      `update delegation set countries = '{FR,JP}' where id = (select id from delegation where ${GONE} and not countries && '{FR,JP}' order by id desc limit 1) returning id`,
      { countries: ["FR", "JP"] },
    ),
    await putRight(
      "activity",
      `update activity set status = 'cancelled', cancelled_reason = 'x' where id = ${one("activity", HELD)} returning id`,
      { status: "cancelled" },
    ),
    await putRight(
      "activity",
      `update activity set kind = 'exhibition' where id = (select id from activity where ${HELD} and kind <> 'exhibition' order by id desc limit 1) returning id`,
      { kind: "exhibition" },
    ),
    await putRight(
      "activity",
      `update activity set starts_on = starts_on - 366 where id = (select id from activity where ${HELD} and not is_multilateral order by id limit 1 offset 40) returning id`,
      { starts_on: "2023-05-05" },
    ),
    await putRight(
      "activity",
      `update activity set level = case level when 'central' then 'local' else 'central' end where id = (select id from activity where ${HELD} and unit_path <@ 'vufo.ha_noi' order by id limit 1 offset 3) returning id`,
      { level: "x" },
    ),
    await putRight(
      "activity",
      `insert into activity (kind, title, level, status, starts_on, host_paths, countries, unit_id, unit_path)
      select 'visit', 'Nhập muộn', 'local', 'held', '2024-06-06', '{vufo.can_tho}', '{FR}', id, path from unit where code = 'can_tho' returning id`,
      { title: "Nhập muộn", kind: "visit" },
    ),
    await inWork({ ...system, name: "Người sửa" }, async (work) => {
      const { rows } = await work.client.query<{ id: string; aid_project_id: string }>(
        `update aid_project_amount set amount_usd = amount_usd + 1000 where id = ${one("aid_project_amount", `kind = 'disbursement' and on_date ${IN_2024}`)} returning id, aid_project_id`,
      );
      const projects = await work.client.query("select * from aid_project where id = $1", [rows[0]?.aid_project_id]);
      const project = projects.rows[0] as never as Parameters<typeof recordHistory>[1]["rights"] & { id: string };
      await recordHistory(work, { subject: ["aid_project", project.id], action: "amount_corrected", rights: project });
      return project.id;
    }),
  ];
  await inWork(people.leader, async (work) => {
    const scope = await readScope(work, { year: "2024", unit: "vufo" });
    const before = await work.client.query<{ version: number }>(
      "select version from report_text where year = 2024 and section = 'economic' and language = 'vi'",
    );
    await writeText(work, scope, {
      year: 2024,
      section: "economic",
      language: "vi",
      body: "Viết lại.",
      version: before.rows[0]?.version ?? 0,
    });
  });

  expect(await kept(id)).toEqual(sent);
  const items = await corrected(id);
  const named = new Set(items.flatMap((item) => item.records.map((record) => record.id)));
  expect(ten.filter((record) => !named.has(record))).toEqual([]);
  const text = items.find((item) => item.key === "text.economic.vi");
  expect(text).toMatchObject({
    now: "Viết lại.",
    records: [{ kind: "report_text", change: "changed", who: "Lãnh đạo" }],
  });
  expect(String(text?.frozen)).toContain("doanh nghiệp");
  expect(named.size).toBe(10);
  const others = items.filter((item) => item !== text).flatMap((item) => item.records);
  expect(new Set(others.map((record) => record.who))).toEqual(new Set(["Người sửa"]));
  expect(others.filter((record) => !(record.at instanceof Date) || !record.title)).toEqual([]);
  const keys = items.map((item) => item.key);
  expect(keys).toEqual(
    expect.arrayContaining([
      "delegations_out",
      "delegation_members",
      "delegations_by_country.JP",
      "onsite_activities",
      "activities_central",
      "activities_by_kind.exhibition",
      "activities_by_month.6",
      "activities_by_country.FR",
      "fngo_aid",
      "before.onsite_activities",
    ]),
  );
  const changeOf = (key: string, record: string | undefined) =>
    items.find((item) => item.key === key)?.records.find((some) => some.id === record);
  expect(changeOf("delegations_out", ten[0])).toMatchObject({
    kind: "delegation",
    change: "removed",
    frozen: 1,
    now: 0,
  });
  expect(changeOf("onsite_activities", ten[7])).toMatchObject({
    kind: "activity",
    change: "added",
    title: "Nhập muộn",
  });
  expect(changeOf("fngo_aid", ten[8])).toMatchObject({ kind: "aid_project", change: "changed" });
});

test("an interim freeze of 15 December and a final one of 31 December stand side by side without false corrections", async () => {
  vi.stubEnv("AMITY_NOW", "2023-12-15T08:00:00Z");
  const interim = await freeze({ year: "2023" });
  vi.stubEnv("AMITY_NOW", "2024-01-08T08:00:00Z");
  const final = await freeze({ year: "2023" }, people.leader);
  const [last, first] = await listed(people.office, { year: "2023" });
  expect(last).toMatchObject({ id: final, as_of: "2023-12-31", status: "final", frozen_by: "Lãnh đạo", tree: "now" });
  expect(first).toMatchObject({ id: interim, as_of: "2023-12-15", status: "interim", frozen_by: "Văn phòng" });
  expect(last?.frozen_at.toISOString()).toBe("2024-01-08T08:00:00.000Z");
  for (const id of [interim, final]) expect(await corrections(id)).toEqual({ items: [], definitions: [] });

  const late = await putRight(
    "activity",
    `insert into activity (kind, title, level, status, starts_on, host_paths, unit_id, unit_path)
      select 'visit', 'Ngày 20', 'local', 'held', '2023-12-20', '{vufo.can_tho}', id, path from unit where code = 'can_tho' returning id`,
    { title: "Ngày 20", kind: "visit" },
  );
  expect(await corrected(interim)).toEqual([]);
  const held = (await corrected(final)).find((item) => item.key === "onsite_activities");
  expect(Number(held?.now) - Number(held?.frozen)).toBe(1);
  expect(held).toMatchObject({ records: [{ kind: "activity", id: late, change: "added" }] });
});

test("a year that is not over is interim, also when its last day is asked for", async () => {
  vi.stubEnv("AMITY_NOW", "2024-11-26T08:00:00Z");
  const id = await freeze({ year: "2024", as_of: "2024-12-31" });
  expect(await inReading(people.office, (work) => findFrozen(work, id))).toMatchObject({
    status: "interim",
    as_of: "2024-11-26",
    content: { status: "interim" },
  });
  vi.stubEnv("AMITY_NOW", "2025-02-01T08:00:00Z");
  expect(await corrected(id)).toEqual([]);
});

test("a unit freezes its own; those above open it, others do not, and nobody changes it", async () => {
  await expect(freeze({ year: "2023", unit: "vufo" }, hanoi)).rejects.toThrow(ForbiddenError);
  await expect(freeze({ year: "2023" }, auditor)).rejects.toThrow(ForbiddenError);
  const own = await freeze({ year: "2023" }, hanoi);
  const whole = await freeze({ year: "2023" });
  const opens = (actor: Actor, id: string) =>
    inReading(actor, async (work) => (await findFrozen(work, id)) !== undefined);
  const can_tho = await aPerson("unit_officer", "can_tho");
  expect(await Promise.all([hanoi, people.office, auditor, can_tho].map((actor) => opens(actor, own)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(await Promise.all([hanoi, people.office, auditor, can_tho].map((actor) => opens(actor, whole)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect((await listed(hanoi, { year: "2023" })).map((item) => item.unit_id)).toEqual([hanoi.unitId]);
  expect(await listed(can_tho, { year: "2023" })).toEqual([]);
  await expect(inReading(can_tho, (work) => readPaper(work, own, { format: "pdf" }))).rejects.toThrow("not there");
  const trying = (statement: string) => inWork(system, (work) => work.client.query(statement));
  expect((await trying("update report set status = 'interim'")).rowCount).toBe(0);
  await expect(trying("delete from report")).rejects.toThrow("permission denied for table report");
});

test("of a report frozen before its papers were kept, the figures are compared and what was kept is opened", async () => {
  const id = await freeze({ year: "2024" });
  const old = await asOwner(database.ownerUrl(), async (client) => {
    const made = await client.query<{ id: string }>(
      `insert into report (kind, year, status, as_of, content, unit_id, unit_path, visibility)
        select kind, year, status, as_of, jsonb_set(content, '{figures,0,value}', '7'), unit_id, unit_path, 'union' from report where id = $1 returning id`,
      [id],
    );
    return made.rows[0]?.id ?? "";
  });
  expect(await corrected(old)).toMatchObject([{ key: "delegations_out", frozen: 7, records: [] }]);
  await expect(inReading(people.office, (work) => readPaper(work, old, { format: "pdf" }))).rejects.toThrow(
    "rule_paper_not_kept",
  );
  const json = await inReading(people.office, (work) => readPaper(work, old, {}));
  expect(JSON.parse(Buffer.from(json.bytes).toString())).toMatchObject({ year: 2024, status: "final" });
});
