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
import { findUnitByCode, listUnitParts } from "#modules/units/unit.queries.server.ts";
import { listTreeOn } from "#modules/units/unit-tree.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { exportList } from "../src/cli/export.ts";
import type { Answered } from "#platform/answered.ts";
import { carried } from "./carried.ts";
import * as allCall from "../src/routes/api/v1/[kind=resource]/call.server.ts";
import * as oneCall from "../src/routes/api/v1/[kind=resource]/[id]/call.server.ts";
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
  handler: (event: never) => Answered | Response | Promise<Answered | Response>,
  method: string,
  body: object,
  params: object = { kind: "unit" },
) {
  const request = new Request("http://amity.test", { method, body: JSON.stringify(body) });
  const answered = await carried(handler({ request, params, locals: { actor: office } } as never));
  return { status: answered.status, ...((await answered.json()) as { id: string; errors?: object }) };
}

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

test("a sheet changes the Vietnamese names of partners and leaves those in other languages", async () => {
  const book = (...rows: string[][]) => writeWorkbook([["Mã", "Tên", "Tên tiếng Việt", "Nước"], ...rows]);
  const bring = async (rows: string[][]) => {
    const tried = await attempt(office, book(...rows), "partners");
    await write(office, tried.id);
    return tried.account;
  };
  const read = () =>
    asOwner(database.ownerUrl(), async (client) =>
      (await client.query("select name, name_in from partner where name in ('A', 'B') order by name")).rows.map(
        (row: { name: string; name_in: object }) => [row.name, row.name_in],
      ),
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
      `select set_config('amity.reach', 'system', false); update partner set name_in = name_in || '{"fr": "Un"}' where name = 'A'`,
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
  ).toEqual([2, 0, 1, 1, 0]);
  // An empty cell takes no name away.
  expect(await read()).toEqual([
    ["A", { fr: "Un", vi: "Một" }],
    ["B", { vi: "Hai" }],
  ]);
  expect(await bring([["n-1", "A", "Một mới", "Pháp"]])).toEqual([1, 0, 1, 0, 0]);
  expect((await read())[0]).toEqual(["A", { fr: "Un", vi: "Một mới" }]);
  const long = await attempt(office, book(["n-3", "C", "x".repeat(301), "Pháp"]), "partners");
  expect(long.problems.map((one) => one.column)).toEqual(["Tên tiếng Việt"]);
});
