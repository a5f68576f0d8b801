import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import {
  findOwnCountry,
  listAnniversaries,
  listCountriesWithPartners,
  listNationalDays,
  listOwnCountries,
} from "./country.queries.server.ts";

const database = useDatabase();
const ask = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Row>(text, values))).rows;
let leader: Actor, france: Actor, hanoi: Actor, mission: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  const [post] = await ask<{ code: string; id: string }>(
    "select code, id from unit where kind = 'mission' order by code limit 1",
  );
  mission = await aPerson("mission_officer", post?.code ?? "");
  await ask("delete from unit_accreditation where unit_id = $1", [post?.id]);
  await ask("update unit set country_iso2 = 'RU' where id = $1", [post?.id]);
  await ask(
    `insert into unit_accreditation (unit_id, country_iso2, from_on, until_on)
      values ($1, 'BY', '2020-01-01', null), ($1, 'AM', '2020-01-01', $2), ($1, 'KZ', $3, null)`,
    [post?.id, today(), addDays(today(), 1)],
  );
});

describe("the countries that one works with", () => {
  const own = async (actor: Actor) => [...(await inReading(actor, listOwnCountries))].toSorted();
  test("are those of the own associations and where the own missions are accredited today; for the whole union all", async () => {
    expect(await own(france)).toEqual(["FR"]);
    expect(await own(mission)).toEqual(["BY", "RU"]);
    expect(await own(leader)).toEqual([]);
  });

  test("is filled in where there is one alone", async () => {
    const one = (actor: Actor) => inReading(actor, findOwnCountry);
    expect(await one(france)).toBe("FR");
    expect(await one(mission)).toBeNull();
    expect(await one(hanoi)).toBeNull();
    expect(await one({ ...france, unitId: undefined })).toBeNull();
  });
});

describe("national days", () => {
  const between = async (from: string, to: string) => {
    const rows = await inReading(leader, (work) => listNationalDays(work, { from, to }));
    return rows.filter((row) => ["FR", "CU", "LA"].includes(row.iso2)).map((row) => [row.iso2, row.falls_on]);
  };
  test("fall on their day of each year, both ends included, in their order", async () => {
    await ask(
      "update reference.country set national_day = case iso2 when 'FR' then '07-14' when 'CU' then '01-01' else '12-02' end where iso2 in ('FR', 'CU', 'LA')",
    );
    expect(await between("2025-07-14", "2025-12-02")).toEqual([
      ["FR", "2025-07-14"],
      ["LA", "2025-12-02"],
    ]);
    expect(await between("2025-07-15", "2025-12-01")).toEqual([]);
    expect(await between("2025-12-01", "2026-01-31")).toEqual([
      ["LA", "2025-12-02"],
      ["CU", "2026-01-01"],
    ]);
  });
});

test("anniversaries are of relations and of our associations, the nearest first", async () => {
  await ask("update unit set founded_on = null");
  await ask("update unit set founded_on = '1955-03-10', kind = 'central_association' where code = 'association_fr'");
  await ask("update unit set founded_on = '1955-03-11' where code = 'ha_noi'");
  await ask("update reference.diplomatic_relation set established_on = '1973-04-12' where iso2 = 'FR'");
  const found = async (from: string, to: string, every: number) =>
    (await inReading(leader, (work) => listAnniversaries(work, { from, to, every })))
      .filter((one) => one.iso2 === "FR")
      .map((one) => [one.kind, one.falls_on, one.years]);
  expect(await found("2023-01-01", "2025-12-31", 10)).toEqual([
    ["relations", "2023-04-12", 50],
    ["association", "2025-03-10", 70],
  ]);
  expect(await found("2023-01-01", "2023-12-31", 1)).toEqual([
    ["association", "2023-03-10", 68],
    ["relations", "2023-04-12", 50],
  ]);
  const all = await inReading(leader, (work) =>
    listAnniversaries(work, { from: "2025-01-01", to: "2025-12-31", every: 5 }),
  );
  expect(all.map((one) => one.falls_on)).toEqual(all.map((one) => one.falls_on).toSorted());
});

test("a country of which only the year is known has no anniversary; what is disputed about a day is told with it", async () => {
  const all = await inReading(leader, (work) =>
    listAnniversaries(work, { from: "2018-01-01", to: "2030-12-31", every: 1 }),
  );
  expect(all.filter((one) => one.iso2 === "AG")).toEqual([]);
  const chile = all.find((one) => one.iso2 === "CL" && one.kind === "relations");
  expect([chile?.note, chile?.note_in]).toEqual([
    "Relations were interrupted in September 1973 and resumed in 1990.",
    {
      fr: "Relations interrompues en septembre 1973 et rétablies en 1990.",
      vi: "Quan hệ bị gián đoạn từ tháng 9/1973, nối lại năm 1990.",
    },
  ]);
});

test("the list of countries says how many partners each has and when one was last met, and leaves out our own", async () => {
  const register = (first_contact_on: string) =>
    inWork(hanoi, (work) =>
      registerPartner(
        work,
        registerForm.parse({
          kind: "foundation",
          name: `Since ${first_contact_on}`,
          country_iso2: "BE",
          first_contact_on,
        }),
      ),
    );
  await register("2020-01-01");
  await register("2021-01-01");
  const countries = await inReading(hanoi, (work) => listCountriesWithPartners(work));
  const [belgium, none, own] = ["BE", "LU", "VN"].map((iso2) => countries.find((one) => one.iso2 === iso2));
  expect([belgium?.partners, belgium?.last_contact_on]).toEqual([2, "2021-01-01"]);
  expect([none?.partners, none?.last_contact_on, own]).toEqual([0, null, undefined]);
  const found = await inReading(hanoi, (work) => listCountriesWithPartners(work, "phap"));
  expect(found.map((one) => one.iso2)).toContain("FR");
  expect(found.length).toBeLessThan(10);
});
