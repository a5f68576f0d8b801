import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { isWithin } from "#platform/tree.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { readScope } from "./indicator.queries.server.ts";
import { lacks, REPORTING_KINDS } from "./reporting.model.ts";
import { listReporting } from "./reporting.queries.server.ts";

const database = useDatabase("demo");
const THIS_YEAR = Number(today().slice(0, 4));
let leader: Actor;
let hanoi: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const query = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Record<string, string>>(sql, values)).rows);
const reportingTo = (actor: Actor, unit: string, year = THIS_YEAR) =>
  inReading(actor, async (work) => {
    const scope = await readScope(work, { year: String(year), unit });
    return { scope, units: await listReporting(work, scope) };
  });
/** A report as it stands in the table, without its papers. */
const freeze = (code: string, year: number, status: string) =>
  query(
    `insert into report (kind, year, status, as_of, content, unit_id, unit_path)
      select 'annual', $2::int, $3, make_date($2::int, 12, 31), '{}', unit.id, unit.path from unit where code = $1`,
    [code, year, status],
  );

test("to the union report those right below it that are of such a kind, and the last day of each is that of what it or one below it did", async () => {
  const { scope, units } = await reportingTo(leader, "vufo");
  expect(units.length).toBeGreaterThan(50);
  for (const one of units) {
    expect(REPORTING_KINDS).toContain(one.kind);
    expect(units.filter((other) => other !== one && isWithin(one.path, other.path))).toEqual([]);
  }
  for (const one of units.filter((_, at) => at % 9 === 0)) {
    const [{ last } = {}] = await query(
      `select max(day)::text as last from (
        select starts_on as day from activity where status = 'held' and exists (select from activity_host join unit on unit.id = host_unit_id
          where activity_id = activity.id and unit.path <@ $1::ltree)
        union all select departs_on from delegation where unit_path <@ $1::ltree
          and status in ('travelling', 'report_due', 'reported', 'settled', 'archived')) as did
        where day between $2 and $3`,
      [one.path, `${THIS_YEAR - 1}-01-01`, scope.asOf],
    );
    expect([one.path, one.last_on]).toEqual([one.path, last ?? null]);
  }
});

test("a final report of the last year that is over counts, and neither one of a part of it nor one of another year", async () => {
  const lacking = async (year?: number) => {
    const { scope, units } = await reportingTo(leader, "vufo", year);
    const [its] = units.filter((one) => one.path === "vufo.ha_noi");
    return its && lacks(its, "report", scope);
  };
  expect(await lacking()).toBe(true);
  await freeze("ha_noi", THIS_YEAR - 1, "interim");
  await freeze("ha_noi", THIS_YEAR - 2, "final");
  leader = await aPerson("leader", "vufo");
  expect([await lacking(), await lacking(THIS_YEAR - 2)]).toEqual([true, false]);
  await freeze("ha_noi", THIS_YEAR - 1, "final");
  leader = await aPerson("leader", "vufo");
  expect([await lacking(), await lacking(THIS_YEAR - 1), await lacking(THIS_YEAR - 2)]).toEqual([false, false, false]);
});

test("a unit's reader sees its own branch alone, and nothing of what is kept from that reader moves a day", async () => {
  expect((await reportingTo(hanoi, "vufo")).units.map((one) => one.path)).toEqual(["vufo.ha_noi"]);
  expect((await reportingTo(hanoi, "association_fr")).units).toEqual([]);
  const [own] = (await reportingTo(hanoi, "vufo")).units;
  await query(
    `insert into delegation (direction, status, title, countries, departs_on, returns_on, visibility, unit_id, unit_path)
      select 'outgoing', 'travelling', 'Đoàn hạn chế xem', '{FR}', $1, $1, 'confidential', id, path from unit where code = 'ha_noi'`,
    [today()],
  );
  const again = await reportingTo(await aPerson("unit_officer", "ha_noi"), "vufo");
  expect(again.units[0]?.last_on).toBe(own?.last_on);
});

test("who did nothing in a year is silent in it, whatever was done before", () => {
  const of = (last_on: string | null) => lacks({ reported_at: null, last_on }, "records", { year: 2026 });
  expect([of(null), of("2025-12-31"), of("2026-01-01")]).toEqual([true, true, false]);
});
