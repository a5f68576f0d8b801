import { beforeAll, describe, expect, test } from "vitest";
import { recordActivity, editActivity } from "#modules/activities/activity.commands.server.ts";
import { editForm, recordForm } from "#modules/activities/activity.forms.ts";
import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { appointPerson, invitePerson } from "#modules/access/access.commands.server.ts";
import { foundUnit } from "#modules/units/unit.commands.server.ts";
import { joinUnit } from "#modules/units/unit-network.commands.server.ts";
import { listUnitsOfCountry } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import * as countryCall from "../src/routes/api/v1/countries/[iso2]/call.server.ts";
import * as recordCall from "../src/routes/api/v1/indicators/[key]/records/call.server.ts";
import * as calendarPage from "../src/routes/(desk)/calendar/+page.server.ts";
import * as aidExport from "../src/routes/(desk)/aid-projects/export.[format]/+server.ts";
import * as dossierPage from "../src/routes/(desk)/countries/[iso2]/+page.server.ts";
import * as factsPage from "../src/routes/(desk)/facts/[facts=fact_kind]/+page.server.ts";
import * as partnerPage from "../src/routes/(desk)/partners/+page.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask, called, shown } from "./lists.ts";

const database = useDatabase("demo");
let leader: Actor, france: Actor, cantho: Actor, ministry: Actor, admin: Actor;
let ended: string;
const sql = <Row extends object>(statement: string) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(statement)).rows);
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  cantho = await aPerson("unit_officer", "can_tho");
  ministry = await aPerson("consulted_agency", "vufo");
  admin = await aPerson("administrator", "vufo");
  const [row] = await sql<{ id: string }>("select id from unit where closed_on is not null and code = 'hau_giang'");
  if (!row) throw new Error("the demo's unit that ended is gone");
  ended = row.id;
});

const facts = { kind: "visit", title: "Gặp", starts_on: today(), is_in_plan: true, was_held: true } as const;
type Counted = { total: number; open: number; href: string };
type Dossier = { partners: Counted; organizations: { items: { id: string }[] }; gone: { total: number; open: number } };
const dossierOf = async (actor: Actor, iso2: string, query = "") =>
  (await ask(dossierPage.load, actor, query, { iso2 })) as Dossier;

test("a unit's dossier counts the partners that it worked with, whoever registered them, and opens them", async () => {
  const partner = await inWork(france, (work) =>
    registerPartner(work, registerForm.parse({ kind: "foundation", name: "Together", country_iso2: "JP" })),
  );
  const before = await dossierOf(leader, "JP", `unit=${cantho.unitId}`);
  await inWork(cantho, (work) =>
    recordActivity(work, recordForm.parse({ ...facts, countries: ["JP"], partner_ids: [partner] })),
  );
  const { partners, organizations } = await dossierOf(leader, "JP", `unit=${cantho.unitId}`);
  expect([partners.total, partners.open]).toEqual([before.partners.total + 1, before.partners.open + 1]);
  expect(organizations.items.map((one) => one.id)).toContain(partner);
  const list = (await shown(partnerPage, leader, partners.href.split("?")[1] ?? "")) as unknown as { total: number };
  expect(list.total).toBe(partners.open);
});

test("visits that the reader may not open are said to be some", async () => {
  await sql(
    "update delegation set visibility = 'confidential', named_user_ids = array[new_id()] where id = (select id from delegation where status = 'archived' and 'FR' = any(countries) and departs_on < '2026-01-01' order by id limit 1)",
  );
  const { gone } = await dossierOf(leader, "FR");
  expect(gone.open).toBe(gone.total - 1);
  const all = await dossierOf(leader, "FR", "year=2024");
  const opened = await called(recordCall, leader, "year=2024&country=FR", { key: "delegations" });
  expect(opened).toMatchObject({ records: all.gone.total, open: all.gone.open });
});

test("outside the union no year is told, and none is told as empty", async () => {
  const of = async (actor: Actor) =>
    (await called(countryCall, actor, "", { iso2: "FR" })) as unknown as Record<string, unknown>;
  const names = ["activities_by_year", "aid_by_year", "delegations_by_year"];
  const [inside, outside] = [await of(leader), await of(ministry)];
  for (const name of names) expect([name, Array.isArray(inside[name]), outside[name]]).toEqual([name, true, null]);
});

describe("what nobody confirmed is said to be so", () => {
  test("national days: interface, calendar and facts", async () => {
    expect(await called(countryCall, leader, "", { iso2: "AU" })).toMatchObject({
      national_day: "01-26",
      national_day_to_be_confirmed: true,
    });
    const { nationalDays } = (await ask(calendarPage.load, leader, "month=2027-01")) as {
      nationalDays: { iso2: string; to_be_confirmed: boolean }[];
    };
    expect(nationalDays.find((one) => one.iso2 === "AU")?.to_be_confirmed).toBe(true);
    const list = async (query: string) =>
      (await ask(factsPage.load, admin, query, { facts: "countries" })) as {
        facts: { key: string; isConfirmed: boolean; own_source: string | null }[];
      };
    const { facts: all } = await list("");
    expect(all.filter((one) => one.isConfirmed !== (one.own_source !== null))).toEqual([]);
    expect((await list("open=1")).facts.length).toBe(all.filter((one) => !one.isConfirmed).length);
  });

  test("days off that were reckoned: calendar and deadlines", async () => {
    const [last] = await sql<{ year: string }>(
      "select max(extract(year from on_date))::int::text as year from reference.calendar_day where certainty <> 'confirmed'",
    );
    const year = last?.year ?? "";
    const { days } = (await ask(calendarPage.load, leader, `month=${year}-01`)) as {
      days: { to_be_confirmed: boolean }[];
    };
    expect(days.some((one) => one.to_be_confirmed)).toBe(true);
    const due = (start: string) =>
      inReading(leader, (work) => findDue(work, { start, length: 1, unit: "working", pauses: [] }));
    const [first] = await sql<{ day: string }>(
      `select min(on_date)::text as day from reference.calendar_day where certainty <> 'confirmed' and kind = 'holiday' and extract(year from on_date) = ${year}`,
    );
    const day = first?.day ?? "";
    const counted = await due(addDays(day, -1));
    expect(counted.to_be_confirmed).toBe(true);
    expect(counted.days.find((one) => one.date === day)).toMatchObject({ why: "holiday", to_be_confirmed: true });
    expect(await due("2024-03-04")).toMatchObject({ to_be_confirmed: false, days: [{ to_be_confirmed: false }] });
  });
});

describe("a unit that has ended", () => {
  test("is not counted among a country's living associations, and says when it ended", async () => {
    const units = await inReading(leader, (work) => listUnitsOfCountry(work, "KH"));
    const over = units.filter((one) => one.closed_on !== null);
    expect(over.length).toBeGreaterThan(0);
    expect(await called(countryCall, leader, "", { iso2: "KH" })).toMatchObject({
      counts: { associations: units.length - over.length },
    });
  });

  const CHOOSES: [what: string, act: (work: Work) => Promise<unknown>][] = [
    ["co-host", (work) => recordActivity(work, recordForm.parse({ ...facts, countries: [], co_host_ids: [ended] }))],
    [
      "lead of a commitment",
      async (work) =>
        addCommitment(work, await aDraftDelegation(work), {
          content: "x",
          lead_unit_id: ended,
          due_on: addDays(today(), 400),
          is_awaiting_text: false,
        }),
    ],
    [
      "parent",
      (work) =>
        foundUnit(work, { kind: "chapter", code: "late", name: "Muộn", name_in: {}, parent_id: ended } as never),
    ],
    ["whose member another is", (work) => joinUnit(work, cantho.unitId ?? "", { in_unit_id: ended, from_on: today() })],
    [
      "unit of an appointment",
      (work) => appointPerson(work, { email: "x@y.z", unit_id: ended, role: "unit_officer" } as never),
    ],
    [
      "unit of an invitation",
      (work) =>
        invitePerson(work, { name: "x", email: "x@y.z", unit_id: ended, role: "unit_officer" }, "http://amity.test"),
    ],
  ];
  test.each(CHOOSES)("is no %s", async (what, act) => {
    const actor = /appoint|invit/.test(what) ? admin : await aPerson("office", "vufo");
    await expect(inWork(actor, act)).rejects.toThrow("rule_unit_ended");
  });

  test("stays the host of what it hosted when that is edited", async () => {
    const id = await inWork(cantho, (work) =>
      recordActivity(work, recordForm.parse({ ...facts, countries: [], co_host_ids: [france.unitId] })),
    );
    await sql(`update unit set closed_on = '${today()}' where id = '${france.unitId}'`);
    const form = { ...facts, title: "Sửa", countries: [], co_host_ids: [france.unitId], version: 1 };
    await inWork(cantho, (work) => editActivity(work, id, editForm.parse(form)));
    const [row] = await sql<{ title: string; hosts: number }>(
      `select title, cardinality(host_paths) as hosts from activity where id = '${id}'`,
    );
    expect(row).toEqual({ title: "Sửa", hosts: 2 });
    await sql(`update unit set closed_on = null where id = '${france.unitId}'`);
  });
});

describe("an anniversary of relations", () => {
  const celebrated = (country: string, years: number, starts_on: string) =>
    inWork(cantho, (work) =>
      recordActivity(
        work,
        recordForm.parse({
          ...facts,
          starts_on,
          countries: [country],
          occasion: "relations_anniversary",
          occasion_country: country,
          occasion_years: years,
        }),
      ),
    );
  test.each([
    ["FR", 50, "2025-05-05"],
    ["FR", 53, "2020-06-01"],
  ])("of %s, %d years on %s, is refused beside its field", async (...said) => {
    await expect(celebrated(...said)).rejects.toMatchObject({
      code: "rule_anniversary_years",
      fields: ["occasion_years"],
    });
  });

  test("is taken in its year and the one beside it, and is not asked again when something else is edited", async () => {
    const id = await celebrated("FR", 50, "2023-05-05");
    await celebrated("FR", 50, "2024-02-01");
    await sql(`update activity set occasion_years = 70 where id = '${id}'`);
    const form = {
      ...facts,
      starts_on: "2023-05-05",
      countries: ["FR"],
      occasion: "relations_anniversary",
      occasion_country: "FR",
      occasion_years: 70,
      title: "Khác",
      version: 1,
    } as const;
    await inWork(cantho, (work) => editActivity(work, id, editForm.parse(form)));
    await expect(
      inWork(cantho, (work) => editActivity(work, id, editForm.parse({ ...form, occasion_years: 60, version: 2 }))),
    ).rejects.toThrow("rule_anniversary_years");
  });
});

test("the list of aid as a workbook names countries and provinces and bears Amity's number", async () => {
  const response = (await ask(aidExport.GET as never, leader, "", { format: "csv" })) as Response;
  const [head = "", first = ""] = (await response.text()).split("\r\n");
  expect(head).toMatch(/Amity/);
  // In the union's language and the one for people abroad, whoever takes it out.
  expect(head).toContain("Tên dự án / Project");
  expect(first).not.toMatch(/(^|[,;])"?[A-Z]{2}"?([,;]|$)/);
  expect(first).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
});
