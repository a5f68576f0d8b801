import { beforeAll, describe, expect, test } from "vitest";
import { countActivities, activityList } from "#modules/activities/activity.queries.server.ts";
import { countDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { STATUSES } from "#modules/delegations/delegation.model.ts";
import { listFigureRecords, openFigure } from "#modules/reports/figure.queries.server.ts";
import { correctionsFor, freezeAs, useOffice } from "#modules/reports/frozen.fixtures.ts";
import { INDICATORS } from "#modules/reports/indicator.model.ts";
import { listFigures, readScope } from "#modules/reports/indicator.queries.server.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import * as dossierPage from "../src/routes/(desk)/countries/[iso2]/+page.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./lists.ts";

const database = useDatabase("demo");
const people = useOffice();
const YEAR = "2025";
const MOVED_ON = "2025-07-01";
/** The circle moves from Hà Nội to Cần Thơ; Hải Phòng ends and Đà Nẵng carries it on. */
const UNITS = ["ha_noi", "can_tho", "ha_noi_ps", "hai_phong", "da_nang", "agency", "vufo"];
let leader: Actor;

async function reorganise() {
  const run = (statement: string) => asOwner(database.ownerUrl(), (client) => client.query(statement));
  await run(`
    update unit_place set valid = valid - '{[${MOVED_ON},)}' where path <@ 'vufo.ha_noi.ha_noi_ps';
    insert into unit_place (unit_id, path, valid)
      select id, 'vufo.can_tho' || subpath(path, 2), '{[${MOVED_ON},)}' from unit where path <@ 'vufo.ha_noi.ha_noi_ps';
    update unit set path = 'vufo.can_tho' || subpath(path, 2) where path <@ 'vufo.ha_noi.ha_noi_ps';
    update unit_place set valid = valid - '{[${MOVED_ON},)}' where path <@ 'vufo.hai_phong';
    update unit set closed_on = '${MOVED_ON}' where path <@ 'vufo.hai_phong';
    insert into unit_succession (predecessor_id, successor_id, on_date)
      select gone.id, by.id, '${MOVED_ON}' from unit as gone, unit as by where gone.code = 'hai_phong' and by.code = 'da_nang';`);
  // What lists learned of the tree is forgotten after this while.
  await new Promise((resolve) => setTimeout(resolve, 3100));
}

const figuresOf = (unit: string, tree: "now" | "then", as_of = `${YEAR}-12-31`) =>
  inReading(leader, async (work) => {
    const figures = await listFigures(work, await readScope(work, { year: YEAR, as_of, unit, tree }));
    return Object.fromEntries(figures.map((one) => [one.key, one.value]));
  });

let before: Record<string, Record<string, number>>;
const inEachUnit = async (tree: "now" | "then") =>
  Object.fromEntries(await Promise.all(UNITS.map(async (unit) => [unit, await figuresOf(unit, tree)] as const)));

beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  // A circle that had only its own activities leads one with its province too, and is led by it in another.
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`
    -- Figures count what is confidential; lists hold what their reader may open, which here is to be the same.
    update delegation set visibility = 'unit' where visibility = 'confidential';
    with one as (select activity.id, lead.code as lead from activity join unit as lead on lead.id = activity.unit_id
      where activity.status = 'held' and extract(year from activity.starts_on) = ${YEAR} and cardinality(host_paths) = 1
      and lead.code in ('ha_noi_ps', 'ha_noi', 'can_tho') order by activity.id limit 40),
    paired as (select one.id, host.id as host_id, host.path from one join unit as host
      on host.code = case one.lead when 'ha_noi_ps' then 'hai_phong' else 'ha_noi_ps' end),
    widened as (update activity set host_paths = activity.host_paths || paired.path from paired where paired.id = activity.id returning activity.*)
    insert into activity_host (activity_id, host_unit_id, is_lead, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      select widened.id, paired.host_id, false, unit_id, unit_path, visibility, shared_paths, named_user_ids
      from widened join paired on paired.id = widened.id`),
  );
  before = await inEachUnit("now");
  await reorganise();
});

const listedFor = async (work: Work, unit: string) => {
  const { path: unit_path } = requireRow(await findNamedUnit(work, "unit", unit));
  const gone = STATUSES.filter((one) => ["travelling", "report_due", "reported", "settled", "archived"].includes(one));
  const visits = async (direction: "outgoing" | "incoming") => {
    const counts = await Promise.all(
      gone.map((status) => countDelegations(work, { unit_path, year: YEAR, direction, status })),
    );
    return counts.reduce((sum, one) => sum + one, 0);
  };
  return {
    delegations_out: await visits("outgoing"),
    delegations_in: await visits("incoming"),
    onsite_activities: await countActivities(work, { unit_path, year: YEAR, status: "held" }),
    activities_central: await countActivities(work, { unit_path, year: YEAR, status: "held", level: "central" }),
  };
};

describe.each(UNITS)("after units moved and merged, of %s", (unit) => {
  test("the figures as now are what its lists hold and what they open", async () => {
    const figures = await figuresOf(unit, "now");
    await inReading(leader, async (work) => {
      expect(figures).toMatchObject(await listedFor(work, unit));
      const scope = await readScope(work, { year: YEAR, as_of: `${YEAR}-12-31`, unit, tree: "now" });
      for (const indicator of INDICATORS) {
        const { records, open } = await openFigure(work, { indicator, scope });
        const { items } = await listFigureRecords(work, { indicator, scope }, { limit: 2000 });
        expect([indicator.key, open, items.length]).toEqual([indicator.key, records, records]);
      }
    });
  });

  test("the list shows each record once", async () => {
    const { path: unit_path } = await inReading(leader, async (work) =>
      requireRow(await findNamedUnit(work, "unit", unit)),
    );
    const { items } = await inReading(leader, (work) =>
      activityList.list(work, { unit_path, year: YEAR, limit: 2000 }),
    );
    expect(new Set(items.map((one) => one.id)).size).toBe(items.length);
  });

  test.each(["now", "then"] as const)("a report frozen as %s has nothing to correct", async (tree) => {
    const id = await freezeAs(people.leader, { year: YEAR, as_of: `${YEAR}-12-31`, unit, tree });
    expect(await correctionsFor(people.leader, id)).toEqual({ items: [], definitions: [] });
  });

  test("the dossier says what its reader may open where he may open all", async () => {
    for (const iso2 of ["AU", "TH", "FR", "JP"]) {
      const { held } = (await ask(dossierPage.load, leader, `unit=${unit}`, { iso2 })) as {
        held: { total: number; open: number };
      };
      expect([iso2, held.open]).toEqual([iso2, held.total]);
    }
  });
});

test("a unit that moved keeps its past, which is no longer that of whom it left and is that of whom it joined", async () => {
  const after = await inEachUnit("now");
  const of = (figures: typeof before, unit: string) => figures[unit]?.onsite_activities ?? 0;
  expect(after.ha_noi_ps).toEqual(before.ha_noi_ps);
  expect(of(after, "ha_noi_ps")).toBeGreaterThan(0);
  expect(of(after, "ha_noi")).toBeLessThan(of(before, "ha_noi"));
  expect(of(after, "can_tho")).toBeGreaterThan(of(before, "can_tho"));
  expect(of(after, "da_nang")).toBeGreaterThan(of(before, "da_nang"));
  expect(after.vufo).toEqual(before.vufo);
});

test("of the whole both trees say the same, also of a day on which a record's unit had ended or was not yet founded", async () => {
  const ends = await asOwner(database.ownerUrl(), async (client) => {
    const after = await client.query(
      `update activity set starts_on = '${YEAR}-09-09' where id = (select activity.id from activity join unit on unit.id = unit_id
        where unit.code = 'hai_phong' and status = 'held' and starts_on between '${YEAR}-01-01' and '${YEAR}-06-30' order by starts_on limit 1) returning id`,
    );
    await client.query(
      `update unit_place set valid = '{[${YEAR}-03-01,)}' from unit where unit.id = unit_id and unit.code = 'agency'`,
    );
    // All units but the top end in spring, whatever delegations and aid they have afterwards.
    const over = await client.query(
      `update unit_place set valid = valid - '{[${YEAR}-03-15,)}' where path <> 'vufo' and upper_inf(valid)`,
    );
    return [after.rowCount, (over.rowCount ?? 0) > 100];
  });
  expect(ends).toEqual([1, true]);
  for (const as_of of [`${YEAR}-02-28`, `${YEAR}-09-30`, `${YEAR}-12-31`])
    expect([as_of, await figuresOf("vufo", "then", as_of)]).toEqual([as_of, await figuresOf("vufo", "now", as_of)]);
});
