import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { moveActivity } from "#modules/activities/activity.commands.server.ts";
import { postponeDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { listFigures, readScope } from "./indicator.queries.server.ts";
import type { PlanState } from "./plan.model.ts";
import { PLAN_STATES, PLANNED_INDICATORS } from "./plan.model.ts";
import { listPlanRecords, listPlans, openPlan } from "./plan.queries.server.ts";

const database = useDatabase("demo");
const THIS_YEAR = today().slice(0, 4);
let leader: Actor;
let hanoi: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const query = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Record<string, string>>(sql, values)).rows);
const plansOf = (actor: Actor, year: string, unit?: string) =>
  inReading(actor, async (work) => listPlans(work, await readScope(work, { year, unit })));

test.each([
  ["2024", "vufo"],
  ["2025", "vufo"],
  [THIS_YEAR, "vufo"],
  [THIS_YEAR, "ha_noi"],
])("what was done of the plan of %s of %s and what was done beside it are the figure", async (year, unit) => {
  await inReading(leader, async (work) => {
    const scope = await readScope(work, { year, unit });
    const [figures, plans] = [await listFigures(work, scope), await listPlans(work, scope)];
    const [{ path = "" } = {}] = await query("select path::text from unit where code = $1", [unit]);
    for (const { key, source } of PLANNED_INDICATORS) {
      const plan = plans.get(key);
      const direction = key === "delegations_out" ? "outgoing" : "incoming";
      const [{ beside } = {}] = await query(
        source === "activity"
          ? `select count(*) as beside from activity where status = 'held' and starts_on between $1 and $2 and host_paths <@ $3::ltree
              and not (is_in_plan and visibility <> 'confidential' and extract(year from coalesce(planned_on, starts_on)) = extract(year from starts_on))`
          : `select count(*) as beside from delegation where direction = '${direction}' and departs_on between $1 and $2 and unit_path <@ $3::ltree
              and status in ('travelling', 'report_due', 'reported', 'settled', 'archived') and not (is_in_plan and visibility <> 'confidential')`,
        [`${year}-01-01`, scope.asOf, path],
      );
      const figure = figures.find((one) => one.key === key)?.value;
      expect([key, (plan?.done ?? 0) + Number(beside)]).toEqual([key, figure]);
      expect(plan?.planned).toBe((plan?.done ?? 0) + (plan?.dropped ?? 0) + (plan?.left ?? 0));
    }
  });
});

test("every number of a plan opens as many records, each in that state, of which a unit opens its own and what all may read", async () => {
  const walk = (actor: Actor, state?: PlanState) =>
    inReading(actor, async (work) => {
      const scope = await readScope(work, { year: THIS_YEAR, unit: "vufo" });
      return Promise.all(
        PLANNED_INDICATORS.map(async (indicator) => {
          const asked = { indicator, scope, state };
          const { items } = await listPlanRecords(work, asked, { limit: 5000 });
          return { key: indicator.key, plan: await openPlan(work, asked), items };
        }),
      );
    });
  for (const state of [undefined, ...PLAN_STATES]) {
    const [all, own] = [await walk(leader, state), await walk(hanoi, state)];
    for (const [at, { key, plan, items }] of all.entries()) {
      expect([key, state, items.length]).toEqual([key, state, plan[state ?? "planned"]]);
      expect(items.every((one) => state === undefined || one.state === state)).toBe(true);
      const theirs = own[at];
      expect({ ...theirs?.plan, open: 0 }).toEqual({ ...plan, open: 0 });
      expect([key, theirs?.items.length]).toEqual([key, theirs?.plan.open]);
    }
    const [out, mine] = [all, own].map((some) => some.find((one) => one.key === "delegations_out"));
    if (state === undefined) expect(mine?.items.length).toBeLessThan(out?.items.length ?? 0);
  }
});

test("pages of a plan follow one another by the day", async () => {
  await inReading(leader, async (work) => {
    const scope = await readScope(work, { year: THIS_YEAR });
    const [, , indicator] = PLANNED_INDICATORS;
    const asked = { indicator: indicator ?? PLANNED_INDICATORS[0]!, scope };
    const first = await listPlanRecords(work, asked, { limit: 3 });
    const second = await listPlanRecords(work, asked, { limit: 3, cursor: first.next_cursor ?? "" });
    const both = await listPlanRecords(work, asked, { limit: 6 });
    expect([...first.items, ...second.items]).toEqual(both.items);
    const days = both.items.map((one) => one.on_date);
    expect(days).toEqual(days.toSorted());
  });
});

test("the first planned day counts; drafts, what is restricted and sheets of the past are in no plan; what was dropped is told", async () => {
  const [unit] = await query("select id, path::text from unit where code = 'ha_noi'");
  const put = (columns: Record<string, unknown>) => {
    const row = { status: "planned", starts_on: "2031-03-01", planned_on: "2031-03-01", ...columns };
    const names = Object.keys(row);
    return query(
      `insert into activity (kind, title, level, host_paths, unit_id, unit_path, ${names.join(", ")})
        values ('visit', 'Thăm', 'local', array[$1::ltree], $2, $1::ltree, ${names.map((_, at) => `$${at + 3}`).join(", ")})`,
      [unit?.path, unit?.id, ...Object.values(row)],
    );
  };
  const planned = async (year: string) => {
    const plans = await plansOf(await aPerson("leader", "vufo"), year);
    return plans.get("onsite_activities");
  };
  await put({});
  await put({ status: "moved", starts_on: "2032-01-05" });
  await put({ status: "cancelled", cancelled_reason: "Mưa bão" });
  await put({ status: "draft" });
  await put({ visibility: "confidential" });
  await put({ is_in_plan: false });
  await put({ import_id: "00000000-0000-7000-8000-000000000001", planned_on: null, status: "held" });
  expect(await planned("2031")).toEqual({ planned: 3, done: 0, dropped: 1, left: 2 });
  expect(await planned("2032")).toEqual({ planned: 0, done: 0, dropped: 0, left: 0 });
});

test("whatever is put off to another year stays in the plan of its first one, and comes into no other", async () => {
  const [unit] = await query("select id, path::text from unit where code = 'ha_noi'");
  const [activity] = await query(
    `insert into activity (kind, title, level, host_paths, unit_id, unit_path, status, starts_on)
      values ('visit', 'Thăm', 'local', array[$1::ltree], $2, $1::ltree, 'planned', '2041-03-01') returning id`,
    [unit?.path, unit?.id],
  );
  const [delegation] = await query(
    `insert into delegation (direction, title, countries, departs_on, returns_on, unit_id, unit_path, status, status_since)
      values ('outgoing', 'Đoàn', '{FR}', '2041-11-01', '2041-11-05', $1, $2::ltree, 'proposed', now()) returning id`,
    [unit?.id, unit?.path],
  );
  await inWork(hanoi, async (work) => {
    await moveActivity(work, activity?.id ?? "", { starts_on: "2042-02-01" });
    await postponeDelegation(work, delegation?.id ?? "", { reason: "Bạn đề nghị lùi" });
  });
  await query("update delegation set departs_on = '2042-05-01', returns_on = '2042-05-03' where id = $1", [
    delegation?.id,
  ]);
  const planned = async (year: string) => {
    const plans = await plansOf(await aPerson("leader", "vufo"), year);
    return [plans.get("onsite_activities"), plans.get("delegations_out")];
  };
  const one = { planned: 1, done: 0, dropped: 0, left: 1 };
  const none = { ...one, planned: 0, left: 0 };
  expect([await planned("2041"), await planned("2042")]).toEqual([
    [one, one],
    [none, none],
  ]);
});
