import { beforeAll, describe, expect, test } from "vitest";
import { readFacts } from "#modules/reference/reference.commands.server.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inLocale } from "#platform/words.server.ts";
import { inWork } from "#platform/db.server.ts";
import * as anniversaryCall from "../src/routes/api/v1/anniversaries/call.server.ts";
import * as countryCall from "../src/routes/api/v1/countries/[iso2]/call.server.ts";
import * as indicatorCall from "../src/routes/api/v1/indicators/call.server.ts";
import * as recordCall from "../src/routes/api/v1/indicators/[key]/records/call.server.ts";
import * as calendarPage from "../src/routes/(desk)/calendar/+page.server.ts";
import * as dossierPage from "../src/routes/(desk)/countries/[iso2]/+page.server.ts";
import { relationDay, relationNote } from "../src/routes/(desk)/countries/relation.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask, called } from "./lists.ts";

const database = useDatabase();
let leader: Actor, hanoi: Actor, ministry: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  ministry = await aPerson("consulted_agency", "vufo");
});

describe("zero, unknown and hidden are three things", () => {
  test("a ministry is told what was shared, and nothing that it could take for zero", async () => {
    await inWork(hanoi, (work) =>
      registerPartner(work, registerForm.parse({ kind: "foundation", name: "Fonds", country_iso2: "FR" })),
    );
    const of = async (actor: Actor) =>
      (await called(countryCall, actor, "", { iso2: "FR" })) as unknown as Record<"counts" | "open", object>;
    expect(await of(hanoi)).toMatchObject({ counts: { partners: 1, delegations_out: 0 }, open: { partners: 1 } });
    expect(await of(ministry)).toMatchObject({
      counts: { partners: null, delegations_out: null, activities: null },
      open: { partners: 0 },
    });
  });

  test("a record that is not the reader's is counted, and said to be one that he may not open", async () => {
    const { rows } = await asOwner(database.ownerUrl(), (client) =>
      client.query<{ id: string }>(
        `insert into delegation (direction, status, title, countries, departs_on, returns_on, unit_id, unit_path, visibility, shared_paths, named_user_ids)
          select 'outgoing', 'archived', 'Đoàn đi Lào', '{LA}', '2024-03-01', '2024-03-05', id, path, 'unit', '{}', '{}' from unit where code = 'can_tho'
          returning id`,
      ),
    );
    expect(rows).toHaveLength(1);
    const behind = (actor: Actor, query = "year=2024&country=LA") =>
      called(recordCall, actor, query, { key: "delegations_out" });
    expect(await behind(leader)).toMatchObject({ value: 1, records: 1, open: 1, items: [{ title: "Đoàn đi Lào" }] });
    expect(await behind(hanoi)).toMatchObject({ value: 1, records: 1, open: 0, items: [] });
    expect(await behind(hanoi, "year=2024&country=FR")).toMatchObject({ value: 0, records: 0, open: 0 });
  });

  test("a year without records is unknown: its figures carry a dash", async () => {
    const { items } = (await called(indicatorCall, leader, "year=1990")) as unknown as {
      items: { recorded: boolean; wording: string }[];
    };
    expect(new Set(items.map(({ recorded, wording }) => `${recorded} ${wording}`))).toEqual(new Set(["false –"]));
  });
});

describe("what is not certain says so wherever its date is", () => {
  const said = (locale: "vi" | "en", iso2: string) =>
    inLocale(locale, async () => {
      const { country } = (await ask(dossierPage.load, leader, "", { iso2 })) as {
        country: Parameters<typeof relationDay>[0] & Parameters<typeof relationNote>[0];
      };
      return inLocale(locale, () => [relationDay(country), relationNote(country)]);
    });
  test("on the dossier: only the year, to be confirmed, broken", async () => {
    expect(await said("en", "AG")).toEqual([
      "2013 (day unknown) · to be confirmed",
      "Only the year is known; the announcement lies between July and December 2013.",
    ]);
    expect((await said("vi", "CL"))[1]).toBe("Quan hệ bị gián đoạn từ tháng 9/1973, nối lại năm 1990.");
    expect((await said("en", "FR"))[0]).toBe("12 April 1973");
  });

  test("in the interface too", async () => {
    const { items } = (await called(anniversaryCall, leader, "from=2026-01-01&to=2026-12-31&every=1")) as unknown as {
      items: { iso2: string; to_be_confirmed: boolean; confidence: string; note: string | null }[];
    };
    expect(items.some((one) => one.iso2 === "AG")).toBe(false);
    expect(items.find((one) => one.iso2 === "CL")?.note).toMatch(/interrupted in September 1973/);
    expect(items.every((one) => one.to_be_confirmed === (one.confidence !== "A"))).toBe(true);
    expect(items.some((one) => one.to_be_confirmed)).toBe(true);
  });
});

test("facts of countries: one name for each, and the day that a state keeps", () => {
  const countries = readFacts<{ iso2: string; name_en: string; name_vi: string; national_day: string | null }>(
    "countries",
  );
  const one = (iso2: string) => countries.find((country) => country.iso2 === iso2);
  expect(one("KZ")?.national_day).toBe("10-25");
  // What belongs to China is named alike in both languages.
  for (const { name_en, name_vi } of countries)
    expect([name_en, name_en.includes("(China)")]).toEqual([name_en, name_vi.includes("(Trung Quốc)")]);
  const units = readFacts<{ name_in: Record<string, string> }>("units-vn").map((unit) => unit.name_in.en ?? "");
  expect(units.filter((name) => name.includes("North Korea"))).toEqual([]);
  expect(one("KP")?.name_en).toBe("DPR Korea");
});

test("a day of the calendar that has more than it shows opens whole", async () => {
  await inWork(hanoi, async (work) => {
    for (let number = 0; number < 7; number += 1)
      await recordActivity(
        work,
        recordForm.parse({ kind: "visit", title: `Thăm ${number}`, starts_on: "2025-03-05", countries: ["FR"] }),
      );
  });
  const on = async (query: string) =>
    ((await ask(calendarPage.load, leader, query)) as { entries: { on_day: number }[] }).entries;
  expect((await on("what=activity&month=2025-03")).map((one) => one.on_day)).toEqual([7, 7, 7, 7, 7]);
  expect(await on("what=activity&month=2025-03&day=2025-03-05")).toHaveLength(7);
});
