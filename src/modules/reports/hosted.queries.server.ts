import { sql } from "kysely";
import { listProvinces } from "#modules/reference/reference.queries.server.ts";
import { readTree } from "#modules/units/unit-place.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Named } from "#platform/names.ts";
import { isWithin } from "#platform/tree.ts";
import type { Scope } from "./fact.queries.server.ts";
import { countedUntil } from "./indicator.model.ts";
import { keptFigure } from "./kept-figure.queries.server.ts";
import { nameOf } from "./kept-year.queries.server.ts";

type Union = Named & { id: string; path: string; province: string };
/** What a province's unions hosted, each activity once, and each of them by itself; none where the province has no union. */
export type Hosted = { province: string; value: number; unions: (Named & { id: string; value: number })[] };

/** Activities that the unions of the provinces hosted, alone or with others: for each union its own figure of activities. */
export async function listHosted(work: Work, scope: Scope): Promise<Hosted[]> {
  const unions = (await listUnions(work)).filter((one) => isWithin(one.path, scope.unitPath));
  // A union by itself is its own figure.
  if (unions.length < 2) return [];
  const counted = await keptFigure(work, `hosted ${nameOf(scope)}`, () => countHosted(work, scope, unions));
  const of = (key: string) => counted.find((one) => one.key === key)?.value ?? 0;
  return [...Map.groupBy(unions, (one) => one.province)].map(([province, some]) => ({
    province,
    value: of(province),
    unions: some.map(({ id, name, name_in }) => ({ id, name, name_in, value: of(id) })),
  }));
}

/** The provincial unions that stand today, each by the province that holds its seat now. */
async function listUnions(work: Work): Promise<Union[]> {
  const [units, now, before] = await Promise.all([
    work.trx
      .selectFrom("unit")
      .select(["unit.id", "unit.path", "unit.name", "unit.name_in", "unit.province_code"])
      .where("unit.kind", "=", "provincial_union")
      .where("unit.closed_on", "is", null)
      .orderBy("unit.path")
      .execute(),
    listProvinces(work, 2025),
    listProvinces(work, 2024),
  ]);
  const todays = new Set(now.map((one) => one.code));
  const successors = new Map(before.map((one) => [one.code, one.successor_code]));
  return units.flatMap(({ province_code: code, ...unit }) => {
    const province = code && todays.has(code) ? code : (successors.get(code ?? "") ?? null);
    return province ? [{ ...unit, province }] : [];
  });
}

/** Of each union and of each province, by its key. The union's places and hosts are those by which its figures are counted (`inTree`, as now). */
async function countHosted(work: Work, { year, asOf }: Scope, unions: Union[]) {
  const places = await Promise.all(
    unions.map(async (one) => (await readTree(work, one.path)).places.map((place) => ({ ...one, place }))),
  );
  const all = places.flat();
  const { rows } = await sql<{ key: string; value: number }>`
    with member as (
      select distinct owned.owner, owned.province, unit.id from unnest(${all.map((one) => one.id)}::uuid[],
        ${all.map((one) => one.province)}::text[], ${all.map((one) => one.place)}::ltree[]) as owned (owner, province, place)
      join unit on unit.path <@ owned.place
    ), fact as (
      select fact.id, fact.unit_id from activity_fact as fact
      where fact.on_date between ${`${year}-01-01`}::date and ${countedUntil(year, asOf)}::date
    ), hosted as (
      select member.owner, member.province, fact.id from fact join member on member.id = fact.unit_id
      union select member.owner, member.province, fact.id from fact
        join activity_host on activity_host.activity_id = fact.id join member on member.id = activity_host.host_unit_id
    )
    select coalesce(owner::text, province) as key, count(distinct id)::float8 as value
    from hosted group by grouping sets ((owner), (province))`.execute(work.trx);
  return rows;
}
