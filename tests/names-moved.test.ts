import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { migrate } from "#platform/migrate.server.ts";
import { listMigrations } from "#platform/migration-files.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase("empty");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-names-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

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

  expect(await ask("select name, name_in, split_part(search_text, '=', 1) from unit")).toEqual([
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
  expect(await ask("select name, name_in, btrim(split_part(search_text, '=', 1)) from partner order by name")).toEqual([
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
