import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { addDays, today } from "#platform/time.ts";
import * as anniversaryCall from "../src/routes/api/v1/anniversaries/call.server.ts";
import * as importCall from "../src/routes/api/v1/imports/call.server.ts";
import * as figureCall from "../src/routes/api/v1/indicators/call.server.ts";
import * as recordCall from "../src/routes/api/v1/indicators/[key]/records/call.server.ts";
import * as searchCall from "../src/routes/api/v1/search/call.server.ts";
import * as calendarPage from "../src/routes/(desk)/calendar/+page.server.ts";
import * as countryPage from "../src/routes/(desk)/countries/+page.server.ts";
import * as dossierPage from "../src/routes/(desk)/countries/[iso2]/+page.server.ts";
import * as historyPage from "../src/routes/(desk)/history/+page.server.ts";
import * as importPage from "../src/routes/(desk)/imports/+page.server.ts";
import * as peoplePage from "../src/routes/(desk)/people/+page.server.ts";
import * as recordPage from "../src/routes/(desk)/reports/figures/[key]/+page.server.ts";
import * as unitPage from "../src/routes/(desk)/units/+page.server.ts";
import { openApi } from "../src/routes/api/openapi.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { LISTS, ask, callOf, called, shown, walked } from "./lists.ts";

const database = useDatabase("demo");
const unitCall = callOf("unit");
let leader: Actor;
let administrator: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  administrator = await aPerson("administrator", "vufo");
  await asOwner(database.ownerUrl(), (owner) =>
    owner.query(`insert into import (kind, status, file_name, file_sha256, created_by, unit_id, unit_path)
      select made.kind, made.status, 'a.xlsx', repeat('0', 64), '${administrator.userId}', unit.id, unit.path
      from unit, (values ('partners', 'tried'), ('partners', 'undone'), ('activities', 'tried')) as made (kind, status)
      where unit.code = 'vufo'`),
  );
});

const refusedOn = async (page: Parameters<typeof shown>[0], query: string, params = {}) => {
  const { bar, refused } = (await shown(page, leader, query, params)) as Awaited<ReturnType<typeof shown>> & {
    refused?: string[];
  };
  return bar?.refused ?? refused ?? [];
};
const callsUnits = (query: string) => walked((asked) => called(unitCall, leader, asked), query);

type Unit = { id: string; kind: string; path: string; name_vi: string };

test.each<[query: string, fits: (unit: Unit) => boolean]>([
  ["kind=provincial_union", (unit) => unit.kind === "provincial_union"],
  ["below=vufo.ha_noi", (unit) => `${unit.path}.`.startsWith("vufo.ha_noi.")],
  ["q=cần thơ", (unit) => unit.name_vi.includes("Cần Thơ")],
])("units: %s", async (query, fits) => {
  const all = (await callsUnits("")) as Unit[];
  const expected = all.filter(fits).map((unit) => unit.id);
  expect((await callsUnits(query)).map((unit) => unit.id)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(all.length);
  expect((await called(unitCall, leader, `${query}&count=exact`)).total).toBe(expected.length);
});

type Person = { name: string; email: string; until_on: string | null };

test("people are found by name, and those whose role is over on demand", async () => {
  const people = async (query: string) =>
    (await walked((asked) => shown(peoplePage, administrator, asked), query)) as unknown as Person[];
  const all = await people("");
  const found = await people("q=auditor");
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(all.length);
  expect(found).toEqual(all.filter((one) => `${one.name} ${one.email}`.toLowerCase().includes("auditor")));
  await asOwner(database.ownerUrl(), (owner) =>
    owner.query(`update access_appointment set until_on = '2021-01-01' where user_id = '${leader.userId}'`),
  );
  expect((await people("ended=1")).map((one) => one.email)).toContain(leader.email);
  expect((await people("")).map((one) => one.email)).not.toContain(leader.email);
});

type Log = { items: { who: string; kind: string; when: string }[]; next_cursor: string | null };

test("the log is read by day, person and kind of record", async () => {
  const log = async (query: string) => (await ask(historyPage.load, leader, `limit=200&${query}`)) as Log;
  const since = `from=2000-01-01`;
  const kinds = new Set((await log(since)).items.map((line) => line.kind));
  expect(kinds.size).toBeGreaterThan(1);
  expect(new Set((await log(`${since}&kind=partner`)).items.map((line) => line.kind))).toEqual(new Set(["partner"]));
  const who = (await log(since)).items[0]?.who ?? "";
  expect(new Set((await log(`${since}&who=${encodeURIComponent(who)}`)).items.map((line) => line.who))).toEqual(
    new Set([who]),
  );
  expect((await log(`${since}&who=nobody`)).items).toEqual([]);
  expect((await log(`${since}&to=2000-12-31`)).items).toEqual([]);
  expect((await log(`from=${addDays(today(), 1)}&to=${addDays(today(), 9)}`)).items).toEqual([]);
  expect((await log(`from=${addDays(today(), -1)}`)).items.length).toBeGreaterThan(0);
});

test("a day of the log begins and ends at midnight in Viet Nam", async () => {
  for (const at of ["2001-05-05T16:59:59Z", "2001-05-05T17:00:00Z", "2001-05-06T16:59:59Z", "2001-05-06T17:00:00Z"])
    await asOwner(database.ownerUrl(), (owner) =>
      owner.query(
        `insert into history (user_name, unit_id, unit_path, visibility, subject_kind, subject_id, action, at)
          select 'Nửa đêm', id, path, 'union', 'partner', new_id(), 'edited', $1 from unit where code = 'vufo'`,
        [at],
      ),
    );
  const logged = async (day: string) => {
    const query = `who=${encodeURIComponent("Nửa đêm")}&from=${day}&to=${day}`;
    return ((await ask(historyPage.load, leader, query)) as Log).items.length;
  };
  const days = ["2001-05-04", "2001-05-05", "2001-05-06", "2001-05-07", "2001-05-08"];
  expect(await Promise.all(days.map(logged))).toEqual([0, 1, 2, 1, 0]);
});

test("imports are found by kind and by how they stand, page after page", async () => {
  const status = async (query: string) =>
    (await walked((asked) => shown(importPage, administrator, asked), query)).map((row) => row.id);
  const call = async (query: string) =>
    (await walked((asked) => called(importCall, administrator, asked), query)).map((row) => row.id);
  for (const [query, count] of [
    ["", 3],
    ["kind=partners", 2],
    ["status=tried", 2],
    ["kind=partners&status=tried", 1],
  ] as const) {
    expect([query, (await status(query)).length]).toEqual([query, count]);
    expect(await call(query)).toEqual(await status(query));
  }
  const first = await called(importCall, administrator, "limit=2&count=exact");
  expect(first).toMatchObject({ total: 3 });
  const next = await called(importCall, administrator, `limit=2&cursor=${first.next_cursor}`);
  expect([...first.items, ...next.items].map((row) => row.id)).toEqual(await call(""));
});

test("the records behind a figure are those of its year, day, unit and tree", async () => {
  const key = { key: "onsite_activities" };
  const page = (query: string) => walked((asked) => shown(recordPage, leader, asked, key), query);
  const call = async (query: string) =>
    (await walked((asked) => called(recordCall, leader, asked, key), query)).map((row) => row.id);
  const year = 2025;
  const whole = await page(`year=${year}`);
  const days = whole.map((row) => (row as unknown as { on_date: string }).on_date);
  expect(new Set(days.map((day) => day.slice(0, 4)))).toEqual(new Set([String(year)]));
  for (const query of [`as_of=${year}-03-31`, "unit=ha_noi", "unit=ha_noi&tree=then"]) {
    const narrowed = await page(`year=${year}&${query}`);
    expect([query, await call(`year=${year}&${query}`)]).toEqual([query, narrowed.map((row) => row.id)]);
    expect(narrowed.length).toBeGreaterThan(0);
    expect(narrowed.length).toBeLessThan(whole.length);
  }
  const early = (await page(`year=${year}&as_of=${year}-03-31`)).map(
    (row) => (row as unknown as { on_date: string }).on_date,
  );
  expect(early).toEqual(days.filter((day) => day <= `${year}-03-31`));
});

test("as then counts a unit's records without those of a unit that stood elsewhere that year", async () => {
  const year = 2025;
  await asOwner(database.ownerUrl(), (owner) =>
    owner.query(`
      with away as (update unit_place set valid = valid - '{[${year}-01-01,${year + 1}-01-01)}'
        where unit_id in (select id from unit where parent_id = (select id from unit where code = 'ha_noi')) returning unit_id, path)
      insert into unit_place (unit_id, path, valid)
        select unit_id, 'vufo.can_tho' || subpath(path, 2), '{[${year}-01-01,${year + 1}-01-01)}' from away`),
  );
  const ids = async (tree: string) =>
    (
      await walked(
        (asked) => called(recordCall, leader, asked, { key: "onsite_activities" }),
        `year=${year}&unit=ha_noi&tree=${tree}`,
      )
    ).map((row) => row.id);
  const [then, now] = [await ids("then"), await ids("now")];
  expect(then.length).toBeLessThan(now.length);
  expect(then.every((id) => now.includes(id))).toBe(true);
});

type Anniversaries = { items: { falls_on: string; years: number }[] };

test("anniversaries lie between two days and come every so many years", async () => {
  const ask = async (query: string) =>
    ((await called(anniversaryCall, leader, query)) as unknown as Anniversaries).items;
  const ahead = await ask("");
  expect(ahead.every((one) => one.falls_on >= today() && one.falls_on <= addDays(today(), 365))).toBe(true);
  expect(ahead.every((one) => one.years % 5 === 0)).toBe(true);
  const span = await ask("from=2030-01-01&to=2030-06-30&every=10");
  expect(span.length).toBeGreaterThan(0);
  expect(span.every((one) => one.falls_on.startsWith("2030-0") && one.years % 10 === 0)).toBe(true);
  expect((await ask("from=2030-01-01&to=2030-06-30&every=1")).length).toBeGreaterThan(span.length);
});

test("the calendar shows the month it is asked for, the dossier its year, the countries those found", async () => {
  const calendar = (await ask(calendarPage.load, leader, "month=2025-03")) as { span: { from: string } };
  expect(calendar).toMatchObject({ span: { from: "2025-03-01" } });
  const france = { iso2: "FR" };
  const dossier = async (query: string) =>
    (await ask(dossierPage.load, leader, query, france)) as {
      activitiesTotal: number;
      activities: { starts_on: string }[];
    };
  const year = "2025";
  const [whole, ofYear] = [await dossier(""), await dossier(`year=${year}`)];
  expect(ofYear.activities.every((one) => one.starts_on.startsWith(year))).toBe(true);
  expect(ofYear.activitiesTotal).toBeLessThan(whole.activitiesTotal);
  const countries = (await ask(countryPage.load, leader, "q=france")) as { countries: { iso2: string }[] };
  expect(countries.countries.map((one) => one.iso2)).toEqual(["FR"]);
});

test.each([
  ["on=2025-02-30", unitPage, {}],
  ["kind=ministry", unitPage, {}],
  ["ended=maybe", peoplePage, {}],
  ["cursor=x", peoplePage, {}],
  ["from=yesterday", historyPage, {}],
  ["kind=nothing", historyPage, {}],
  ["cursor=last", historyPage, {}],
  ["kind=nothing", importPage, {}],
  ["status=held", importPage, {}],
  ["year=1800", recordPage, { key: "delegations_out" }],
  ["as_of=2024-02-31", recordPage, { key: "delegations_out" }],
  ["unit=nobody", recordPage, { key: "delegations_out" }],
  ["tree=later", recordPage, { key: "delegations_out" }],
  ["month=2025-13", calendarPage, {}],
  ["year=abc", dossierPage, { iso2: "FR" }],
] as const)("%s is no filter, and the page says so", async (query, page, params) => {
  const refused = await refusedOn(page, query, params);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toContain(`“${query.split("=")[1]}” is no value of this filter`);
});

test.each([
  ["kind=ministry", unitCall, {}],
  ["below=vufo.nowhere", unitCall, {}],
  ["cursor=..", unitCall, {}],
  ["sort=name", unitCall, {}],
  ["status=held", importCall, {}],
  ["year=2024", importCall, {}],
  ["year=abc", figureCall, {}],
  ["unit=nobody", figureCall, {}],
  ["tree=later", figureCall, {}],
  ["as_of=2024-02-31", recordCall, { key: "delegations_out" }],
  ["province=48", recordCall, { key: "delegations_out" }],
  ["from=2024-13-99", anniversaryCall, {}],
  ["every=0", anniversaryCall, {}],
  ["from=2025-01-01&to=2024-01-01", anniversaryCall, {}],
  ["query=france", searchCall, {}],
] as const)("a call with %s is refused with a sentence", async (query, call, params) => {
  const { status, detail } = await called(call, leader, query, params);
  expect(status).toBe(400);
  expect((detail ?? "").length).toBeGreaterThan(20);
});

type Parameter = { name: string; in: string; description: string; schema: { enum?: string[]; type?: string } };

test("the description of the interface lists the filters that the calls understand", () => {
  const parameters = (path: string) =>
    (openApi().paths[path] as { get: { parameters: Parameter[] } }).get.parameters.filter((one) => one.in === "query");
  const described = {
    partner: "/partners",
    activity: "/activities",
    delegation: "/delegations",
    aid_project: "/aid-projects",
  };
  for (const [list, path] of Object.entries(described)) {
    const { schema } = LISTS[list as keyof typeof LISTS];
    expect(parameters(path).map((one) => one.name)).toEqual(Object.keys(schema.shape));
    expect(parameters(path).filter((one) => !one.schema.type || !one.description)).toEqual([]);
  }
  expect(parameters("/partners").find((one) => one.name === "status")?.schema.enum).toEqual([
    "active",
    "dormant",
    "closed",
  ]);
  expect(parameters("/indicators/{key}/records").map((one) => one.name)).toContain("tree");
});
