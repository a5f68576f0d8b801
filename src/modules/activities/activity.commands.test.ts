import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { findPartner, listPartnerParts, listPartners } from "#modules/partners/partner.queries.server.ts";
import { cancelActivity, holdActivity, moveActivity, recordActivity } from "./activity.commands.server.ts";
import { copyToNextEdition } from "./series.commands.server.ts";
import { recordForm } from "./activity.forms.ts";
import {
  activityList,
  countActivities,
  findActivity,
  listActivityParts,
  listUnaccounted,
} from "./activity.queries.server.ts";

useDatabase();
let france: Actor, hanoi: Actor, leader: Actor;

beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  leader = await aPerson("leader", "vufo");
});

const meeting = {
  kind: "friendship_meeting",
  title: "Gặp gỡ hữu nghị Việt Nam - Pháp",
  starts_on: "2024-09-05",
  countries: ["FR"],
  is_in_plan: true,
};
const record = (actor: Actor, values: Record<string, unknown> = {}) =>
  inWork(actor, (work) => recordActivity(work, recordForm.parse({ ...meeting, ...values })));

describe("hosts", () => {
  test("the unit acted for leads, co-hosts stand beside it, naming the lead again changes nothing", async () => {
    const id = await record(france, { was_held: true, co_host_ids: [hanoi.unitId, france.unitId] });
    const { hosts } = await inReading(leader, (work) => listActivityParts(work, id));
    expect(hosts.map((host) => [host.id, host.is_lead])).toEqual([
      [france.unitId, true],
      [hanoi.unitId, false],
    ]);
  });

  test("a co-host finds it among its own, and the union counts it once", async () => {
    const before = await inReading(leader, (work) => countActivities(work, {}));
    await record(france, { was_held: true, co_host_ids: [hanoi.unitId] });
    expect(await inReading(leader, (work) => countActivities(work, {}))).toBe(before + 1);
    const own = await inReading(hanoi, (work) => activityList.list(work, { unit_path: hanoi.unitPath, limit: 50 }));
    expect(own.items.map((one) => one.title)).toContain(meeting.title);
  });

  test("a unit that does not exist is refused", async () => {
    await expect(record(france, { co_host_ids: ["00000000-0000-7000-8000-000000000000"] })).rejects.toThrow(
      "rule_no_such_unit",
    );
  });
});

describe("plan and reality", () => {
  test("a moved activity keeps its first day, a held one counts", async () => {
    const id = await record(france);
    await inWork(france, (work) => moveActivity(work, id, { starts_on: "2024-10-01" }));
    await inWork(france, (work) =>
      holdActivity(work, id, { starts_on: "2024-10-01", participants: 80, result: "Tốt" }),
    );
    const row = await inReading(france, (work) => findActivity(work, id));
    expect([row?.status, row?.planned_on, row?.starts_on, row?.participants]).toEqual([
      "held",
      "2024-09-05",
      "2024-10-01",
      80,
    ]);
  });

  test("it lasts as long on whatever days it is moved to, keeps its hour, and nobody is asked before its last day", async () => {
    const begun = addDays(today(), -2);
    const id = await record(france, { starts_on: begun, starts_at: "08:30", ends_on: today() });
    const asked = () =>
      inReading(france, async (work) => (await listUnaccounted(work, today(), 50)).map((one) => one.id));
    expect(await asked()).not.toContain(id);
    await inWork(france, (work) => moveActivity(work, id, { starts_on: addDays(begun, -5) }));
    expect(await asked()).toContain(id);
    const row = await inReading(france, (work) => findActivity(work, id));
    expect([row?.starts_on, row?.starts_at, row?.ends_on]).toEqual([
      addDays(today(), -7),
      "08:30",
      addDays(today(), -5),
    ]);
    const said = (more: object) => recordForm.safeParse({ ...meeting, ...more }).success;
    expect(
      [{ ends_on: "2024-09-04" }, { starts_at: "8 giờ" }, { ends_on: "2024-09-05", starts_at: "23:59" }].map(said),
    ).toEqual([false, false, true]);
  });

  test("a held activity can no longer be cancelled or moved", async () => {
    const id = await record(france, { was_held: true });
    await expect(inWork(france, (work) => cancelActivity(work, id, { reason: "x" }))).rejects.toThrow(
      "rule_step_not_allowed",
    );
    await expect(inWork(france, (work) => moveActivity(work, id, { starts_on: "2024-10-01" }))).rejects.toThrow(
      "rule_step_not_allowed",
    );
  });

  test("nothing was held tomorrow", async () => {
    await expect(record(france, { was_held: true, starts_on: "2199-01-01" })).rejects.toThrow("rule_held_in_future");
  });

  test("an anniversary needs its country and its years", () => {
    expect(
      recordForm.safeParse({ ...meeting, occasion: "relations_anniversary", occasion_country: "FR" }).success,
    ).toBe(false);
    expect(
      recordForm.safeParse({
        ...meeting,
        occasion: "relations_anniversary",
        occasion_country: "FR",
        occasion_years: 50,
      }).success,
    ).toBe(true);
  });
});

describe("partners", () => {
  test("a held activity stands on the partner's timeline and moves the last contact, also of another unit's partner", async () => {
    const partner = await inWork(hanoi, (work) =>
      registerPartner(work, registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "fr" })),
    );
    await record(france, { was_held: true, partner_ids: [partner] });
    expect((await inReading(france, (work) => findPartner(work, partner)))?.last_contact_on).toBe("2024-09-05");
    expect((await inReading(france, (work) => listPartnerParts(work, partner))).events.map((one) => one.title)).toEqual(
      [meeting.title],
    );
  });

  test("search finds names without marks, in NFD, and with đ as d", async () => {
    await inWork(hanoi, (work) =>
      registerPartner(
        work,
        registerForm.parse({ kind: "university", name: "Đại học Hữu nghị".normalize("NFD"), country_iso2: "RU" }),
      ),
    );
    for (const q of ["dai hoc huu nghi", "Đại học", "HỮU NGHỊ", "hữu nghị".normalize("NFD")])
      expect((await inReading(leader, (work) => listPartners(work, { q, limit: 10 }))).items).toHaveLength(1);
  });
});

test("only the unit and those above it act on an activity", async () => {
  const id = await record(france);
  await expect(inWork(hanoi, (work) => cancelActivity(work, id, { reason: "x" }))).rejects.toThrow(ForbiddenError);
  await inWork(leader, (work) => cancelActivity(work, id, { reason: "Đối tác hoãn" }));
  expect((await inReading(france, (work) => findActivity(work, id)))?.cancelled_reason).toBe("Đối tác hoãn");
});

test("the next edition is a copy, a year later, as a plan", async () => {
  const series = await inWork(
    france,
    async (work) =>
      (
        await work.trx
          .insertInto("activity_series")
          .values({ name: "Gặp gỡ thường niên", unit_id: france.unitId ?? "", unit_path: france.unitPath ?? "" })
          .returning("activity_series.id")
          .executeTakeFirstOrThrow()
      ).id,
  );
  const id = await record(france, { was_held: true, series_id: series, edition: 12, participants: 99 });
  const next = await inWork(france, (work) => copyToNextEdition(work, id));
  const row = await inReading(france, (work) => findActivity(work, next));
  expect([row?.edition, row?.starts_on, row?.status, row?.participants]).toEqual([13, "2025-09-05", "planned", null]);
});
