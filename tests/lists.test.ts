import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { wordsOf } from "#platform/filter.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import type { ListName, Row } from "./lists.ts";
import { LISTS, called, firstCells, shown, walked } from "./lists.ts";

const { page: partnerPage, call: partnerCall } = LISTS.partner;
const { page: activityPage } = LISTS.activity;
const database = useDatabase("demo");
/** A year of which the demo has records on whatever day it is loaded. */
const YEAR = 2025;
const BANQUET = "00000000-0000-7000-8000-0000000000b1";
let leader: Actor;
let hanoi: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  await asOwner(database.ownerUrl(), async (owner) => {
    const some = (count: number) => `id in (select id from partner order by id limit ${count})`;
    await owner.query(`update partner set status = 'dormant' where ${some(4)}`);
    await owner.query(`update partner set kind = 'university' where ${some(3)}`);
    await owner.query(`update partner set unit_id = unit.id, unit_path = unit.path from unit
      where unit.code = 'ha_noi' and partner.${some(2)}`);
    await owner.query(
      `update delegation set title = 'Đoàn hợp tác y tế' where id in (select id from delegation order by id limit 2)`,
    );
    await owner.query(
      `update delegation set change_state = 'listed', changed_since = now()
        where id in (select id from delegation where change_state is null order by id desc limit 3)`,
    );
    await owner.query(
      `update delegation set report_state = 'accepted', report_since = now()
        where id in (select id from delegation where status = 'archived' order by id limit 3)`,
    );
    await owner.query("update activity_own_kind set id = $1 where name_in ->> 'en' = 'Banquet'", [BANQUET]);
    await owner.query(
      `update activity set own_kind_id = $1 where id in (select id from activity where kind = 'reception' order by id limit 3)`,
      [BANQUET],
    );
    await owner.query(`delete from aid_project_amount
      where aid_project_id in (select id from aid_project order by id limit 5) and extract(year from on_date) = ${YEAR}`);
  });
});

const UNNUMBERED = `delegation.status in ('approved', 'preparing', 'travelling', 'report_due', 'reported', 'settled', 'archived')
  and exists (select from delegation_decision where delegation_id = delegation.id and step = 'approve' and number is null)`;
const ALL = Object.keys(LISTS) as ListName[];
const PAGING = ["limit", "cursor", "count"];
const HANOI = "vufo.ha_noi";
const folded = (column: string, ...words: string[]) => words.map((word) => `${column} like '%${word}%'`).join(" and ");

/** Every filter of every list, and what it means, written a second time by hand. */
const MEANINGS: [list: ListName, query: string, where: string][] = [
  ["partner", "q=huu nghi", folded("partner.search_text", "huu", "nghi")],
  ["partner", "kind=university", "partner.kind = 'university'"],
  ["partner", "are=persons", "partner.kind = 'individual_friend'"],
  ["partner", "are=organizations", "partner.kind <> 'individual_friend'"],
  ["partner", "country=FR", "partner.country_iso2 = 'FR'"],
  ["partner", "status=dormant", "partner.status = 'dormant'"],
  ["partner", "silent=1", "coalesce(partner.last_contact_on, '-infinity') < $today::date - 365"],
  ["partner", `unit_path=${HANOI}`, `partner.unit_path <@ '${HANOI}'`],
  [
    "partner",
    `known_to=${HANOI}`,
    `partner.unit_path <@ '${HANOI}' or exists (select from partner_fact where partner_fact.record_id = partner.id and host_paths <@ '${HANOI}')`,
  ],
  ["activity", "q=hoi thao", folded("activity.search_text", "hoi", "thao")],
  ["activity", "kind=seminar", "activity.kind = 'seminar'"],
  ["activity", `own_kind=${BANQUET}`, `activity.own_kind_id = '${BANQUET}'`],
  ["activity", `year=${YEAR}`, `extract(year from activity.starts_on) = ${YEAR}`],
  ["activity", `month=${YEAR}-03`, `to_char(activity.starts_on, 'YYYY-MM') = '${YEAR}-03'`],
  ["activity", "country=FR", "'FR' = any(activity.countries)"],
  ["activity", "status=planned", "activity.status = 'planned'"],
  ["activity", "level=local", "activity.level = 'local'"],
  ["activity", "unaccounted=1", "activity.starts_on < $today and activity.status in ('planned', 'moved')"],
  ["activity", `unit_path=${HANOI}`, `array[activity.unit_path] || activity.host_paths <@ '${HANOI}'`],
  ["delegation", "q=hop tac", folded("delegation.search_text", "hop", "tac")],
  ["delegation", "direction=incoming", "delegation.direction = 'incoming'"],
  ["delegation", `year=${YEAR}`, `extract(year from delegation.departs_on) = ${YEAR}`],
  ["delegation", "country=FR", "'FR' = any(delegation.countries)"],
  ["delegation", "unnumbered=1", UNNUMBERED],
  ["delegation", "change=listed", "delegation.change_state = 'listed'"],
  ["delegation", "report=accepted", "delegation.report_state = 'accepted'"],
  ["delegation", "status=cancelled", "delegation.status = 'cancelled'"],
  ["delegation", `unit_path=${HANOI}`, `delegation.unit_path <@ '${HANOI}'`],
  ["aid_project", "q=health", folded("aid_project.search_text", "health")],
  ["aid_project", "country=US", "aid_project.ngo_country = 'US'"],
  [
    "aid_project",
    `year=${YEAR}`,
    `exists (select from aid_project_amount as of_it where of_it.aid_project_id = aid_project.id and extract(year from of_it.on_date) = ${YEAR})`,
  ],
];

async function idsWhere(list: ListName, where: string): Promise<string[]> {
  const hidden = list === "aid_project" ? "" : ` and visibility <> 'confidential'`;
  const rows = await asOwner(database.ownerUrl(), (owner) =>
    owner.query<{ id: string }>(
      `select id from ${list} where (${where.replaceAll("$today", `'${today()}'`)})${hidden}`,
    ),
  );
  return rows.rows.map((row) => row.id).toSorted();
}

const idsOf = (rows: { id: string }[]) => rows.map((row) => row.id);
const namesOf = (list: ListName) => Object.keys(LISTS[list].schema.shape);
const onPage = (list: ListName, query: string, actor = leader) =>
  walked((asked) => shown(LISTS[list].page, actor, asked), query);
const inCall = (list: ListName, query: string, actor = leader) =>
  walked((asked) => called(LISTS[list].call, actor, asked), query);

test.each(MEANINGS)("%s: %s narrows to what it says", async (list, query, where) => {
  const [all, expected] = [await idsWhere(list, "true"), await idsWhere(list, where)];
  expect(idsOf(await onPage(list, query)).toSorted()).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(all.length);
  expect(await called(LISTS[list].call, leader, `${query}&count=exact`)).toMatchObject({ total: expected.length });
});

test("no filter of a list is left without its meaning here", () => {
  const ordered = [...PAGING, "sort", "mine"];
  for (const list of ALL) {
    const meant = new Set(MEANINGS.filter((one) => one[0] === list).map(([, query]) => query.split("=")[0]));
    expect([list, namesOf(list).filter((name) => !meant.has(name) && !ordered.includes(name))]).toEqual([list, []]);
  }
});

/** Each value that a filter can have, or one of those written above. */
function queriesOf(list: ListName): string[] {
  const { schema } = LISTS[list];
  const listed = namesOf(list).flatMap((name) =>
    (PAGING.includes(name) ? [] : (wordsOf(schema, name).values ?? [])).map((value) => `${name}=${value}`),
  );
  return ["", ...listed, ...MEANINGS.filter((one) => one[0] === list).map(([, query]) => query)];
}

test.each(ALL)("page, call and workbook of every filter of %s hold the same rows in the same order", async (list) => {
  for (const query of queriesOf(list)) {
    const [page, call] = [await onPage(list, query, hanoi), await inCall(list, query, hanoi)];
    expect([query, idsOf(call)]).toEqual([query, idsOf(page)]);
    const said = page.map((row) => row.title ?? row.name);
    expect([query, await firstCells(LISTS[list].workbook, hanoi, query)]).toEqual([query, said]);
  }
});

test("several filters at once narrow together", async () => {
  const expected = await idsWhere(
    "activity",
    `activity.status = 'held' and activity.level = 'local' and extract(year from activity.starts_on) = ${YEAR}`,
  );
  expect(idsOf(await onPage("activity", `status=held&level=local&year=${YEAR}`)).toSorted()).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});

test("mine are those of the unit that one acts for", async () => {
  const mine = idsOf(await onPage("activity", "mine=1", hanoi));
  expect(mine).toEqual(idsOf(await onPage("activity", `unit_path=${HANOI}`, hanoi)));
  expect(mine).not.toEqual(idsOf(await onPage("activity", "", hanoi)));
  expect(idsOf(await onPage("activity", "mine=true", hanoi))).toEqual(mine);
  expect(idsOf(await onPage("activity", "mine=0", hanoi))).toEqual(idsOf(await onPage("activity", "", hanoi)));
});

test("how many have been silent for a year is counted anew when the day has changed", async () => {
  const count = async () => (await called(partnerCall, leader, "silent=1&count=exact&limit=1")).total ?? 0;
  const before = await count();
  vi.stubEnv("AMITY_NOW", `${addDays(today(), 400)}T08:00:00Z`);
  expect(await count()).toBeGreaterThan(before);
  vi.unstubAllEnvs();
});

test("orders are kept over pages", async () => {
  const departures = async (query: string) =>
    (await onPage("delegation", query)).map((row) => (row as Row & { departs_on: string }).departs_on);
  expect(await departures("sort=departs_on")).toEqual((await departures("")).toSorted());
  expect(await departures("sort=-departs_on")).toEqual(await departures(""));
  const contacts = (await onPage("partner", "sort=last_contact")).map(
    (row) => (row as Row & { last_contact_on: string | null }).last_contact_on ?? "",
  );
  expect(contacts).toEqual(contacts.toSorted().toReversed());
  expect(idsOf(await onPage("partner", "sort=name"))).toEqual(idsOf(await onPage("partner", "")));
});

const NONE: [list: ListName, query: string, name: string][] = [
  ["partner", "kind=nonsense", "kind"],
  ["partner", "status=held", "status"],
  ["partner", "silent=maybe", "silent"],
  ["partner", "country=ZZ", "country"],
  ["partner", "country=france", "country"],
  ["partner", "unit_path=vufo.nowhere", "unit_path"],
  ["partner", "unit_path=a;b", "unit_path"],
  ["partner", "known_to=vufo.nowhere", "known_to"],
  ["partner", "sort=zzz", "sort"],
  ["partner", "limit=-3", "limit"],
  ["partner", "limit=abc", "limit"],
  ["partner", "cursor=abc", "cursor"],
  ["partner", "count=all", "count"],
  ["activity", "kind=foo", "kind"],
  ["activity", "own_kind=banquet", "own_kind"],
  ["activity", "year=abc", "year"],
  ["activity", "year=20244", "year"],
  ["activity", "month=2024-13", "month"],
  ["activity", "status=nonsense", "status"],
  ["activity", "status=held&status=planned", "status"],
  ["activity", "level=high", "level"],
  ["activity", "country=QQ", "country"],
  ["activity", "mine=x", "mine"],
  ["activity", `mine=1&unit_path=${HANOI}`, "mine"],
  ["activity", "unit_path=vufo.nowhere", "unit_path"],
  ["activity", "cursor=bad,x", "cursor"],
  ["delegation", "direction=sideways", "direction"],
  ["delegation", "status=held", "status"],
  ["delegation", "year=0", "year"],
  ["delegation", "country=QQ", "country"],
  ["delegation", "unit_path=nowhere", "unit_path"],
  ["delegation", "sort=zzz", "sort"],
  ["delegation", "limit=0", "limit"],
  ["aid_project", "year=abc", "year"],
  ["aid_project", "country=QQ", "country"],
  ["aid_project", "limit=1.5", "limit"],
  ["aid_project", "cursor=2024-01-01", "cursor"],
];

test("a call says which names it understands, a page does not mind others", async () => {
  const { status, detail } = await called(partnerCall, leader, "kind=university&stauts=active");
  expect(status).toBe(400);
  expect(detail).toContain("There is no parameter “stauts”");
  for (const name of namesOf("partner")) expect(detail).toContain(name);
  const page = await shown(partnerPage, leader, "kind=university&utm_source=letter");
  expect(page.bar.refused).toEqual([]);
  expect(page.items.length).toBeGreaterThan(0);
  expect((await called(partnerCall, leader, "language=xx")).status).toBe(400);
  expect((await called(partnerCall, leader, "language=vi&kind=university")).status).toBe(200);
});

test("above a list stands what it was narrowed by", async () => {
  const { bar } = await shown(
    activityPage,
    leader,
    `unit_path=${HANOI}&year=2024&status=held&month=2024-05&q=hòa bình`,
  );
  expect(bar.said.split(" · ")).toEqual(["“hòa bình”", "2024", "Held", "May 2024", expect.stringContaining("Ha Noi")]);
  expect(bar.boxes.map((box) => box.name)).toEqual(["q", "mine", "year", "own_kind", "status", "country"]);
  expect(bar.boxes.find((box) => box.name === "status")?.value).toBe("held");
  expect(new URLSearchParams(bar.query).get("unit_path")).toBe(HANOI);
  const partners = await shown(partnerPage, leader, "country=FR&silent=true&sort=last_contact");
  expect(partners.bar.said).toBe("France · No contact for 12 months · by last contact");
  expect(partners.bar.boxes.find((box) => box.name === "silent")?.value).toBe("1");
});

describe.each(NONE)("%s: %s is no filter", (list, query, name) => {
  const value = new URLSearchParams(query).getAll(name).join(", ");

  test("the call refuses it and says which", async () => {
    const { status, detail } = await called(LISTS[list].call, leader, query);
    expect(status).toBe(400);
    expect(detail).toMatch(new RegExp(`^“${value}” cannot be used as ${name}\\. .{15,}\\.$`));
  });

  test("the page says so and leaves it out", async () => {
    const page = await shown(LISTS[list].page, leader, query);
    expect(page.bar.refused).toHaveLength(1);
    expect(page.bar.refused[0]).toContain(`“${value}” is no value of this filter; it was left out.`);
    const others = new URLSearchParams(query);
    others.delete(name);
    expect(idsOf(page.items)).toEqual(idsOf((await shown(LISTS[list].page, leader, others.toString())).items));
  });

  test("the workbook is refused, and the page's own link to it leaves it out", async () => {
    await expect(firstCells(LISTS[list].workbook, leader, query)).rejects.toMatchObject({ status: 400 });
    expect(new URLSearchParams((await shown(LISTS[list].page, leader, query)).bar.query).has(name)).toBe(false);
  });
});
