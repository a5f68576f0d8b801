import { sql } from "kysely";
import { readTree } from "#modules/units/unit-place.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { keptWhile } from "#platform/kept.server.ts";
import { kindsWith } from "#platform/kinds.ts";
import type { Named } from "#platform/names.ts";
import { isWithin } from "#platform/tree.ts";
import type { Scope } from "./fact.queries.server.ts";
import { countedUntil } from "./indicator.model.ts";
import { nameOf } from "./kept-year.queries.server.ts";
import type { Reporting } from "./reporting.model.ts";
import { lookedFrom, REPORTING_KINDS, reportYearOf } from "./reporting.model.ts";

type Unit = Named & { id: string; path: string; kind: string };
export type ReportingUnit = Unit & Reporting;

/**
 * The units that report to the scope's unit, each with the day on which its report of the last year that is over was frozen, and the last
 * day of what it did or hosted; in the order of the tree. Of the reader's own branch alone, and of what that reader may see.
 */
export async function listReporting(work: Work, scope: Scope): Promise<ReportingUnit[]> {
  const { reach, userId, paths } = work.actor;
  const name = JSON.stringify(["reporting", nameOf(scope), reach, userId, paths]);
  const kinds = [...kindsWith("counted"), "report" as const];
  return keptWhile(work, { name, kinds, weigh: (units) => 1 + Math.floor(units.length / 30) }, async () => {
    const units = (await listBelow(work, scope)).filter((one) => paths.some((own) => isWithin(one.path, own)));
    if (units.length === 0) return [];
    const [reported, last] = await Promise.all([listReported(work, scope, units), listLastDays(work, scope, units)]);
    return units.map((one) => ({
      ...one,
      reported_at: reported.get(one.id) ?? null,
      last_on: last.get(one.id) ?? null,
    }));
  });
}

/** Those that report to the unit itself, not to another below it; of what stands today what stood in the year of the report. */
async function listBelow(work: Work, scope: Scope): Promise<Unit[]> {
  const kinds = [...REPORTING_KINDS];
  const units = await work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path", "unit.kind", "unit.name", "unit.name_in"])
    .where("unit.kind", "in", kinds)
    .where("unit.closed_on", "is", null)
    .where((unit) => unit.or([unit("unit.founded_on", "is", null), unit("unit.founded_on", "<=", endOfReport(scope))]))
    .where(sql<boolean>`unit.path <@ ${scope.unitPath}::ltree and unit.path <> ${scope.unitPath}::ltree`)
    .orderBy("unit.path")
    .execute();
  // In the order of the tree whoever stands above another comes before it.
  const own: Unit[] = [];
  for (const one of units) if (!own.some((above) => isWithin(one.path, above.path))) own.push(one);
  return own;
}

const endOfReport = (scope: Scope) => `${reportYearOf(scope)}-12-31`;

/** When each froze its final report of the year; one of a part of the year is none. */
async function listReported(work: Work, scope: Scope, units: Unit[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select report.unit_id as id, max(report.frozen_at) as at from report
    where report.year = ${reportYearOf(scope)} and report.status = 'final' and report.unit_id = any(${units.map((one) => one.id)}::uuid[])
    group by 1`.execute(work.trx);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** The last day of the scope's year, or of the one before, on which each or one below it sent, received, held or hosted anything. */
async function listLastDays(work: Work, scope: Scope, units: Unit[]): Promise<Map<string, string>> {
  const trees = await Promise.all(units.map(async ({ id, path }) => ({ id, ...(await readTree(work, path)) })));
  const places = trees.flatMap(({ id, places: its }) => its.map((path) => ({ id, path })));
  const gone = trees.flatMap(({ id, left }) => left.map((path) => ({ id, path })));
  const pairs = (some: { id: string; path: string }[]) =>
    sql`unnest(${some.map((one) => one.id)}::uuid[], ${some.map((one) => one.path)}::ltree[])`;
  const span = sql`fact.on_date between ${lookedFrom(scope)}::date and ${countedUntil(scope.year, scope.asOf)}::date`;
  const { rows } = await sql<{ id: string; day: string }>`
    with told as (
      select did.path, max(did.on_date) as on_date from (
        select unnest(fact.host_paths) as path, fact.on_date from activity_fact as fact where ${span}
        union all select fact.unit_path, fact.on_date from delegation_fact as fact where ${span}) as did
      group by did.path
    )
    select owned.id, max(told.on_date) as day from ${pairs(places)} as owned (id, path) join told on told.path <@ owned.path
    where not exists (select from ${pairs(gone)} as gone (id, path) where gone.id = owned.id and gone.path = told.path)
    group by 1`.execute(work.trx);
  return new Map(rows.map(({ id, day }) => [id, day]));
}
