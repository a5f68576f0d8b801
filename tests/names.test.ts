import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attempt, write } from "#modules/imports/import.fixtures.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { searchAll } from "#modules/search/search.queries.server.ts";
import { foundUnit, renameUnit } from "#modules/units/unit.commands.server.ts";
import { renameForm } from "#modules/units/unit.forms.ts";
import { findUnitByCode, listTreeOn, listUnitParts } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { listMigrations, migrate } from "#platform/migrate.server.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { exportList } from "../src/cli/export.ts";
import * as allCall from "../src/routes/api/v1/[kind=resource]/+server.ts";
import * as oneCall from "../src/routes/api/v1/[kind=resource]/[id]/+server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { called } from "./lists.ts";

const database = useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-names-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
let office: Actor;
beforeAll(async () => {
  process.env.AMITY_DATA = folder;
  office = await aPerson("office", "vufo");
});

/** A call as a program sends it. */
async function send(
  handler: (event: never) => unknown,
  method: string,
  body: object,
  params: object = { kind: "unit" },
) {
  const request = new Request("http://amity.test", { method, body: JSON.stringify(body) });
  const answered = (await handler({ request, params, locals: { actor: office } } as never)) as Response;
  return { status: answered.status, ...((await answered.json()) as { id: string; errors?: object }) };
}

const BEFORE = `
  insert into unit (path, kind, code, name_vi, name_en) values ('lh', 'union', 'lh', 'Liên hiệp "Hòa bình"', 'Union \\ Peace');
  insert into unit_place (unit_id, path, valid) select id, path, '{[2000-01-01,)}' from unit;
  insert into unit_name (unit_id, language, name) select id, 'vi', name_vi from unit union all select id, 'en', name_en from unit;
  insert into unit_post (unit_id, unit_path, title_vi, title_en, holder_name) select id, path, 'Chủ tịch', 'President', 'A' from unit;
  insert into reference.country (iso2, iso_numeric, name_en, name_vi, names_other, region_en, region_vi, capital_en, status, search_text)
    values ('FR', '250', 'France', 'Pháp', '{Frankreich}', 'Europe', 'Châu Âu', 'Paris', 'un_member', 'x'),
      ('CI', '384', 'Côte d''Ivoire', 'Cốt Đi-voa', '{}', 'Africa', 'Châu Phi', null, 'un_member', 'x');
  insert into reference.province (code, edition, name_vi, name_en, region_vi, region_en) values ('01', 2025, 'Hà Nội', 'Ha Noi', 'Bắc', 'North');
  insert into reference.calendar_day values ('vn', '2026-09-02', 'holiday', 'Quốc khánh', 'National Day', null, 'set');
  insert into reference.foreign_ngo (id, name_en, confidence) values (1, 'Abilis', 'A');
  insert into partner (kind, name, name_vi, other_names, country_iso2, unit_id, unit_path)
    select 'foundation', called.name, called.name_vi, called.others, 'FR', unit.id, unit.path
    from unit, (values ('Alpha', 'Quỹ Đầu', ''), ('Beta', null, 'Bêta'), ('Gamma', '', '')) as called (name, name_vi, others);
  insert into delegation (direction, title, countries, departs_on, returns_on, unit_id, unit_path)
    select 'incoming', 'x', '{FR}', '2026-01-01', '2026-01-09', id, path from unit;
  insert into delegation_programme_entry (delegation_id, on_date, content_vi, content_en, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select delegation.id, departs_on, entry.vi, entry.en, unit_id, unit_path, visibility, shared_paths, named_user_ids
    from delegation, (values ('Đón', 'Welcome'), ('Ăn', null)) as entry (vi, en);
  insert into exchange (kind, subject_kind, subject_id, title, said_by_name, said_on, unit_id, unit_path)
    select 'programme', 'delegation', delegation.id, 'x', 'A', '2026-01-01', unit_id, unit_path from delegation;
  insert into exchange_owed (exchange_id, kind, subject_kind, subject_id, title, summary, asker_unit_id, asker_visibility, to_unit_id, due_on, unit_id, unit_path)
    select id, kind, subject_kind, subject_id, title,
      '{"question": "?", "programme": [{"on_date": "2026-01-01", "content_vi": "Đón", "content_en": "Welcome", "place": null}, {"content_vi": "Ăn", "content_en": null}]}',
      unit_id, 'unit', unit_id, '2026-01-01', unit_id, unit_path from exchange;
  insert into import (kind, status, file_name, file_sha256, mapping, unit_id, unit_path)
    select 'partners', 'committed', 'x', 'x', '{"name": 0, "countries": 3, "name_vi": 1}', id, path from unit;
  insert into import_before (import_id, record_id, before, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select import.id, partner.id, to_jsonb(partner), import.unit_id, import.unit_path, import.visibility, import.shared_paths, import.named_user_ids from import, partner`;

test("every name is moved to where it is kept now; one that was missing stays missing; a second union finds the facts moved", async () => {
  const url = (address: string) => address.replace(/\/[^/?]*\?/, `/names_${process.pid}?`);
  const target = { ownerUrl: url(database.ownerUrl()), appUrl: url(database.appUrl()), schema: "amity" };
  const older = listMigrations("migrations").filter((one) => one.name < "2026-11-25T1450");
  for (const one of older) fs.writeFileSync(path.join(folder, one.name), one.sql);
  await migrate({ ...target, folder });
  const ask = (sql: string) =>
    asOwner(target.ownerUrl, async (client) => {
      await client.query("set amity.reach = 'system'");
      return (await client.query({ text: sql, rowMode: "array" })).rows as unknown[][];
    });
  for (const statement of BEFORE.split(";\n")) await ask(statement);
  await migrate(target);

  expect(await ask("select name, name_in, search_text from unit")).toEqual([
    ['Liên hiệp "Hòa bình"', { en: "Union \\ Peace" }, " lien hiep hoa binh union peace"],
  ]);
  expect(await ask("select name, language, is_own from unit_name order by language")).toEqual([
    ["Union \\ Peace", "en", false],
    ['Liên hiệp "Hòa bình"', "vi", true],
  ]);
  expect(await ask("select title, title_in from unit_post")).toEqual([["Chủ tịch", { en: "President" }]]);
  const countries =
    "select name, name_in, region, region_in, capital, capital_in, search_text from reference.country order by iso2";
  const moved = [
    ["Côte d'Ivoire", { vi: "Cốt Đi-voa" }, "Africa", { vi: "Châu Phi" }, null, {}, " cot di voa cote d ivoire "],
    ["France", { vi: "Pháp" }, "Europe", { vi: "Châu Âu" }, "Paris", {}, " phap france frankreich"],
  ];
  expect(await ask(countries)).toEqual(moved);
  expect(await ask("select name, name_in, region, region_in from reference.province")).toEqual([
    ["Ha Noi", { vi: "Hà Nội" }, "North", { vi: "Bắc" }],
  ]);
  expect(await ask("select name, name_in from reference.calendar_day")).toEqual([
    ["National Day", { vi: "Quốc khánh" }],
  ]);
  expect(await ask("select name, name_in from reference.foreign_ngo")).toEqual([["Abilis", {}]]);
  expect(await ask("select name, name_in, btrim(search_text) from partner order by name")).toEqual([
    ["Alpha", { vi: "Quỹ Đầu" }, "alpha quy dau"],
    ["Beta", {}, "beta beta"],
    ["Gamma", {}, "gamma"],
  ]);
  expect(await ask("select content, content_in from delegation_programme_entry order by content")).toEqual([
    ["Ăn", {}],
    ["Đón", { en: "Welcome" }],
  ]);
  expect(await ask("select summary from exchange_owed")).toEqual([
    [
      {
        question: "?",
        programme: [
          { on_date: "2026-01-01", place: null, content: "Đón", content_in: { en: "Welcome" } },
          { content: "Ăn", content_in: {} },
        ],
      },
    ],
  ]);
  expect(await ask("select mapping from import")).toEqual([[{ name: 0, name_vi: 1, country_iso2: 3 }]]);
  expect(
    await ask("select before ->> 'name', before -> 'name_in', before ? 'name_vi' from import_before order by 1"),
  ).toEqual([
    ["Alpha", { vi: "Quỹ Đầu" }, false],
    ["Beta", {}, false],
    ["Gamma", {}, false],
  ]);
  for (const wrong of [`{"en": ""}`, `{"en": 5}`, `["en"]`, `{"English": "x"}`, `{"": "x"}`])
    for (const table of ["unit", "partner", "reference.country"])
      await expect(ask(`update ${table} set name_in = '${wrong}'`)).rejects.toThrow("check constraint");

  await migrate({ ...target, schema: "second" });
  expect(await ask(countries)).toEqual(moved);
  expect(await ask("select count(*)::int from second.unit")).toEqual([[0]]);
});

test("a unit is called in its own language, for calls also as they have always said and read it", async () => {
  const parent = await inReading(office, (work) => findUnitByCode(work, "vufo"));
  const facts = { kind: "chapter", parent_id: parent?.id };
  const old = await send(allCall.POST, "POST", {
    ...facts,
    code: "old_call",
    name_vi: "Chi hội",
    name_en: "Chapter",
  });
  const lao = { ...facts, code: "lao", name: "ສະຫະພັນມິດຕະພາບ", name_in: { fr: "Union de l'amitié" } };
  const own = await send(allCall.POST, "POST", lao);
  expect([old.status, own.status]).toEqual([201, 201]);
  expect(await send(allCall.POST, "POST", { ...facts, code: "none", name_en: "Chapter" })).toMatchObject({
    status: 422,
    errors: { name: expect.any(String) },
  });
  const read = (id: string) => called(oneCall, office, "", { kind: "unit", id });
  expect(await read(old.id)).toMatchObject({
    name: "Chi hội",
    name_in: { en: "Chapter" },
    name_vi: "Chi hội",
    name_en: "Chapter",
  });
  expect(await read(own.id)).toMatchObject({
    ...lao,
    name_vi: lao.name,
    name_en: lao.name,
    parent_id: facts.parent_id,
  });
  for (const q of ["union de l'amitie", "ມິດຕະພາບ"])
    expect((await inReading(office, (work) => searchAll(work, q))).map((hit) => hit.id)).toContain(own.id);
});

test("renamed, it was called as it was on the days before, and the history says in which language", async () => {
  const named = {
    name: "Cũ",
    name_in: { en: "Old", fr: "Vieux" },
    kind: "chapter",
    code: "renamed",
    founded_on: "2020-01-01",
  };
  const parent = await inReading(office, (work) => findUnitByCode(work, "vufo"));
  const id = await inWork(office, (work) =>
    foundUnit(work, { ...named, kind: "chapter", parent_id: parent?.id ?? "" }),
  );
  const names = renameForm.parse({ name: "Mới", name_in: { en: "New", zh: "新" }, from_on: "2024-01-01" });
  await inWork(office, (work) => renameUnit(work, id, names));
  const on = async (day: string) =>
    (await inReading(office, (work) => listTreeOn(work, day))).find((one) => one.id === id);
  expect(await on("2023-12-31")).toMatchObject({ name: "Cũ" });
  expect((await on("2023-12-31"))?.name_in).toEqual({ en: "Old", fr: "Vieux" });
  expect(await on("2024-01-01")).toMatchObject({ name: "Mới" });
  expect((await on("2024-01-01"))?.name_in).toEqual({ en: "New", zh: "新" });
  const [line] = await inReading(office, (work) => listHistory(work, id));
  expect(line).toMatchObject({
    action: "renamed",
    before: { name: "Cũ", "name_in.en": "Old", "name_in.fr": "Vieux", "name_in.zh": null },
    after: { name: "Mới", "name_in.en": "New", "name_in.fr": null, "name_in.zh": "新", from_on: "2024-01-01" },
  });
});

test("the own name keeps its language when it changes; one that nobody said is undetermined", async () => {
  const ha_noi = await inReading(office, (work) => findUnitByCode(work, "ha_noi"));
  const id = ha_noi?.id ?? "";
  await inWork(office, (work) =>
    renameUnit(work, id, renameForm.parse({ name: "Mới", name_in: "en: New", from_on: "2025-01-01" })),
  );
  const { names } = await inReading(office, (work) => listUnitParts(work, id));
  expect(names.filter((one) => !one.until_on).map((one) => [one.language, one.name, one.is_own])).toEqual(
    expect.arrayContaining([
      ["vi", "Mới", true],
      ["en", "New", false],
    ]),
  );
  const lao = await inReading(office, (work) => findUnitByCode(work, "lao"));
  const parts = await inReading(office, (work) => listUnitParts(work, lao?.id ?? ""));
  expect(parts.names.filter((one) => one.is_own).map((one) => one.language)).toEqual(["und"]);
});

test("of a partner a call changes one name, takes one out, and leaves the others", async () => {
  const form = registerForm.parse({
    kind: "foundation",
    name: "Fondation",
    name_in: { vi: "Quỹ", fr: "La Fondation" },
    country_iso2: "FR",
  });
  const id = await inWork(office, (work) => registerPartner(work, form));
  const change = async (version: number, body: object) => {
    expect((await send(oneCall.PATCH, "PATCH", { ...body, version }, { kind: "partner", id })).status).toBe(200);
    return (await inReading(office, (work) => findPartner(work, id)))?.name_in;
  };
  expect(await change(1, { city: "Lyon" })).toEqual({ vi: "Quỹ", fr: "La Fondation" });
  expect(await change(2, { name_vi: "Quỹ mới" })).toEqual({ vi: "Quỹ mới", fr: "La Fondation" });
  expect(await change(3, { name_in: { en: "Foundation", fr: null } })).toEqual({ vi: "Quỹ mới", en: "Foundation" });
  expect(await called(oneCall, office, "", { kind: "partner", id })).toMatchObject({
    name: "Fondation",
    name_vi: "Quỹ mới",
    name_en: "Foundation",
  });
  expect(await change(4, { name_vi: null })).toEqual({ en: "Foundation" });
  expect(await called(oneCall, office, "", { kind: "partner", id })).toMatchObject({
    name_vi: null,
    country_vi: "Pháp",
    country_en: "France",
  });
});

test("an export from the command line has the names in the columns it always had", async () => {
  const file = path.join(folder, "partners.json");
  await inReading(office, (work) => exportList(work, "partners", file));
  const [row] = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>[];
  const unit = { vi: "Liên hiệp các tổ chức hữu nghị Việt Nam", en: "Viet Nam Union of Friendship Organizations" };
  expect(row).toMatchObject({ name: "Fondation", name_vi: null, unit_name_vi: unit.vi, unit_name_en: unit.en });
});

test("a sheet changes the Vietnamese names of partners, and an undone one brings them back", async () => {
  const book = (...rows: string[][]) => writeWorkbook([["Mã", "Tên", "Tên tiếng Việt", "Nước"], ...rows]);
  const bring = async (rows: string[][]) => {
    const tried = await attempt(office, book(...rows), "partners");
    await write(office, tried.id);
    return tried.account;
  };
  const read = () =>
    asOwner(database.ownerUrl(), async (client) =>
      (
        await client.query("select name, name_in from partner where import_key like 'n-%' order by import_key")
      ).rows.map((row: { name: string; name_in: object }) => [row.name, row.name_in]),
    );
  expect(
    await bring([
      ["n-1", "A", "Một", "Pháp"],
      ["n-2", "B", "", "Pháp"],
    ]),
  ).toEqual([2, 2, 0, 0, 0]);
  expect(await read()).toEqual([
    ["A", { vi: "Một" }],
    ["B", {}],
  ]);
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      `select set_config('amity.reach', 'system', false); update partner set name_in = name_in || '{"fr": "Un"}' where import_key = 'n-1'`,
    ),
  );
  expect(
    await bring([
      ["n-1", "A", "Một", "Pháp"],
      ["n-2", "B", "", "Pháp"],
    ]),
  ).toEqual([2, 0, 0, 2, 0]);
  expect(
    await bring([
      ["n-1", "A", "", "Pháp"],
      ["n-2", "B", "Hai", "Pháp"],
    ]),
  ).toEqual([2, 0, 2, 0, 0]);
  expect(await read()).toEqual([
    ["A", { fr: "Un" }],
    ["B", { vi: "Hai" }],
  ]);
  const long = await attempt(office, book(["n-3", "C", "x".repeat(301), "Pháp"]), "partners");
  expect(long.problems.map((one) => one.column)).toEqual(["Tên tiếng Việt"]);
});
