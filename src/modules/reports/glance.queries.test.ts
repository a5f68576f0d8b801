import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { yearBefore } from "./figure.model.ts";
import { openFigure } from "./figure.queries.server.ts";
import { MAPPED, MAPS } from "./glance.filter.ts";
import { findGlance } from "./glance.queries.server.ts";
import { findIndicator } from "./indicator.model.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { countFigures, listFigures, readScope } from "./indicator.queries.server.ts";
import { listPlans } from "./plan.queries.server.ts";

const database = useDatabase("demo");
const THIS_YEAR = today().slice(0, 4);
let leader: Actor;
let hanoi: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const glanceOf = (actor: Actor, year: string, unit?: string) =>
  inReading(actor, async (work) => {
    const scope = await readScope(work, { year, unit });
    return { scope, ...(await findGlance(work, scope, "activities")) };
  });

test.each([
  ["2024", "vufo"],
  ["2025", "vufo"],
  [THIS_YEAR, "vufo"],
  ["2024", "ha_noi"],
  ["2025", "association_fr"],
  ["2022", "vufo"],
])("figures of %s of %s are the indicators, today and on the same day of the year before", async (year, unit) => {
  const glance = await glanceOf(leader, year, unit);
  expect(glance.figures.map((one) => one.key)).toEqual([
    "delegations_out",
    "delegations_in",
    "onsite_activities",
    "fngo_aid",
  ]);
  await inReading(leader, async (work) => {
    const [now, then] = [await listFigures(work, glance.scope), await listFigures(work, yearBefore(glance.scope))];
    for (const { key, value, recorded, before } of glance.figures) {
      const [one, other] = [now, then].map((all) => all.find((figure) => figure.key === key));
      expect([key, value, recorded]).toEqual([key, one?.value, one?.recorded]);
      expect([key, before]).toEqual([key, other?.recorded ? other.value : null]);
    }
  });
});

test("beside each figure stands the plan of its year, and none where nobody plans a number or nothing is planned", async () => {
  const { figures, scope } = await glanceOf(leader, THIS_YEAR, "vufo");
  const plans = await inReading(leader, (work) => listPlans(work, scope));
  expect(figures.map(({ key, plan }) => [key, plan])).toEqual([
    ["delegations_out", plans.get("delegations_out")],
    ["delegations_in", plans.get("delegations_in")],
    ["onsite_activities", plans.get("onsite_activities")],
    ["fngo_aid", undefined],
  ]);
  for (const { plan, value } of figures.slice(0, 3)) {
    expect(plan?.planned).toBeGreaterThan(0);
    expect(plan?.done).toBeLessThanOrEqual(value);
  }
  const before = await glanceOf(leader, "2022", "vufo");
  expect(before.figures.map((one) => one.plan)).toEqual([undefined, undefined, undefined, undefined]);
});

test("what a country or month has is what its address opens, whatever is shown", async () => {
  await inReading(leader, async (work) => {
    const scope = await readScope(work, { year: "2024" });
    const opened = (key: IndicatorKey, by: object) => openFigure(work, { indicator: indicatorOf(key), scope, by });
    for (const show of MAPS) {
      const { byCountry } = await findGlance(work, scope, show);
      expect(byCountry.length).toBeGreaterThan(0);
      for (const { key, value } of byCountry.slice(0, 12))
        expect([show, key, value]).toEqual([show, key, (await opened(MAPPED[show], { country: key })).value]);
    }
    const { byMonth } = await findGlance(work, scope, "activities");
    for (const { key, value } of byMonth)
      expect([key, value]).toEqual([key, (await opened("onsite_activities", { month: key })).value]);
    const all = await opened("onsite_activities", {});
    expect(byMonth.reduce((sum, one) => sum + one.value, 0)).toBe(all.value);
  });
});

function indicatorOf(key: IndicatorKey) {
  const indicator = findIndicator(key);
  if (!indicator) throw new Error(key);
  return indicator;
}

test("what a province hosted is its union's own figure of activities, for units that have unions below them alone", async () => {
  const { hosted } = await glanceOf(leader, "2024", "vufo");
  expect(hosted.length).toBeGreaterThan(10);
  const unions = hosted.flatMap((one) => one.unions);
  expect(unions.some((one) => one.value > 0)).toBe(true);
  await inReading(leader, async (work) => {
    for (const union of unions) {
      const scope = await readScope(work, { year: "2024", unit: union.id });
      const figures = await listFigures(work, scope);
      expect([union.name, union.value]).toEqual([
        union.name,
        figures.find((one) => one.key === "onsite_activities")?.value,
      ]);
    }
  });
  for (const { value, unions: its } of hosted) {
    const all = its.map((one) => one.value);
    expect(value).toBeGreaterThanOrEqual(Math.max(...all));
    expect(value).toBeLessThanOrEqual(all.reduce((sum, one) => sum + one, 0));
  }
  expect((await glanceOf(leader, "2024", "ha_noi")).hosted).toEqual([]);
});

test("what is confidential elsewhere counts as it does in the reports, and waits for nobody who may not see it", async () => {
  const before = await glanceOf(hanoi, "2024", "vufo");
  const hide = (status: string, day: string) =>
    asOwner(database.ownerUrl(), (client) =>
      client.query(
        `update activity set visibility = 'confidential', named_user_ids = '{}', status = $1::activity_status, starts_on = coalesce(nullif($2, '')::date, starts_on)
          where id in (select activity.id from activity where not unit_path <@ 'vufo.ha_noi' and not is_joint and status = 'held'
            and visibility <> 'confidential' and extract(year from starts_on) = 2024 limit 3)`,
        [status, day],
      ),
    );
  expect((await hide("held", "")).rowCount).toBe(3);
  const other = await aPerson("unit_officer", "ha_noi");
  const after = await glanceOf(other, "2024", "vufo");
  expect(after.figures.map((one) => one.value)).toEqual(before.figures.map((one) => one.value));
  expect([after.byCountry, after.byMonth, after.hosted]).toEqual([before.byCountry, before.byMonth, before.hosted]);
  // Of what is counted the reader may open less.
  await inReading(other, async (work) => {
    const opened = await openFigure(work, { indicator: indicatorOf("onsite_activities"), scope: after.scope });
    expect(opened.open).toBeLessThanOrEqual(opened.records - 3);
    const own = await countFigures(work, after.scope);
    expect(own.find((one) => one.key === "onsite_activities")?.value).toBe(opened.open);
  });
  expect((await hide("planned", "2024-02-01")).rowCount).toBe(3);
  const [seen, unseen] = [
    await glanceOf(await aPerson("leader", "vufo"), "2024"),
    await glanceOf(await aPerson("unit_officer", "ha_noi"), "2024", "vufo"),
  ];
  expect(unseen.attention.unaccounted).toBe(before.attention.unaccounted);
  expect(seen.attention.unaccounted).toBeGreaterThanOrEqual(unseen.attention.unaccounted);
});
