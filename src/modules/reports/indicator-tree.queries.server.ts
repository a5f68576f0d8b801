import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { readTree } from "#modules/units/unit-place.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Source } from "./indicator.model.ts";
import { HOSTED } from "./indicator.model.ts";

/** A unit that belongs to another's tree, and the days on which it did, as PostgreSQL writes them. */
export type Stood = { unit_id: string; valid: string };
const ALWAYS = "{(,)}";

type Scope = { unitPath: string; unitId: string; tree: "then" | "now"; stood?: Stood[] | undefined };

/**
 * Whether a row of a source's facts counts for a unit: its unit, or one that hosted it, belongs to the unit's tree on the day of the row. As
 * now a unit belongs with all it ever did where it stands today, as in the lists; as then, on each day where it stood that day, so a unit
 * that was closed or moved in July keeps the months before with those above it then.
 */
export async function inTree(work: Work, source: Source, scope: Scope): Promise<RawBuilder<boolean>> {
  // All that was ever written below the top of a tree was written at one of its places.
  if (scope.tree === "now" && !scope.stood && !scope.unitPath.includes("."))
    return sql<boolean>`between_days.unit_path <@ ${scope.unitPath}::ltree`;
  return stoodThere(scope.stood ?? (await listStood(work, scope)), source);
}

function stoodThere(stood: Stood[], source: Source): RawBuilder<boolean> {
  const { own, hosted } = stood.every((one) => one.valid === ALWAYS) ? belonging(stood) : standing(stood);
  if (!HOSTED.includes(source)) return own;
  // What no activity hosts, as a visit to a partner, is its own unit's.
  return source === "activity"
    ? sql<boolean>`(${own} or ${hosted})`
    : sql<boolean>`(${hosted} or between_days.hosted_id is null and ${own})`;
}

type Belongs = { own: RawBuilder<boolean>; hosted: RawBuilder<boolean> };

/** Of units that belong on all days the database makes one list and looks each row up in it. */
function belonging(stood: Stood[]): Belongs {
  const ids = sql`any(${stood.map((one) => one.unit_id)}::uuid[])`;
  return {
    own: sql<boolean>`between_days.unit_id = ${ids}`,
    hosted: sql<boolean>`between_days.hosted_id in (select activity_host.activity_id from activity_host where activity_host.host_unit_id = ${ids})`,
  };
}

function standing(stood: Stood[]): Belongs {
  const units = sql`unnest(${stood.map((one) => one.unit_id)}::uuid[], ${stood.map((one) => one.valid)}::datemultirange[]) as stood (unit_id, valid)`;
  return {
    own: sql<boolean>`exists (select from ${units} where stood.unit_id = between_days.unit_id and stood.valid @> between_days.on_date)`,
    hosted: sql<boolean>`exists (select from activity_host join ${units} on stood.unit_id = activity_host.host_unit_id
      where activity_host.activity_id = between_days.hosted_id and stood.valid @> between_days.on_date)`,
  };
}

/**
 * The units of a tree with the days on which they stood in it. As now these are all days of those that stand there today or are carried on
 * there. As then a unit stands before its first known day where it stood first, and on days when it stood nowhere, as after its end, where it
 * stood last: so every record is in the tree of somebody. A unit's own days always count for itself.
 */
export async function listStood(work: Work, scope: Scope): Promise<Stood[]> {
  if (scope.tree === "now") {
    const { places } = await readTree(work, scope.unitPath, { isFresh: true });
    const units = await sql<Stood>`
      select unit.id as unit_id, ${ALWAYS} as valid from unit where unit.path <@ any(${places}::ltree[]) order by 1`.execute(
      work.trx,
    );
    return units.rows;
  }
  const rows = await sql<Stood>`
    with span as (
      select unit_place.unit_id, unit_place.path, lower(span) as since,
        row_number() over its = 1 as is_first, lead(lower(span)) over its as next
      from unit_place, unnest(unit_place.valid) as span window its as (partition by unit_place.unit_id order by lower(span) nulls first)
    ), place as (
      select span.unit_id, span.path, range_agg(daterange(case when span.is_first then null else span.since end, span.next)) as valid
      from span group by 1, 2
    )
    select place.unit_id, (place.valid * above.valid)::text as valid from place
    join place as above on above.unit_id = ${scope.unitId} and place.path <@ above.path
    where place.unit_id <> ${scope.unitId} and not isempty(place.valid * above.valid)
    union all select ${scope.unitId}::uuid, '{(,)}' order by 1, 2`.execute(work.trx);
  return rows.rows;
}

/** The units founded in a tree since it was kept: what they write of its days belongs to it as well. */
export async function listFoundedSince(work: Work, scope: Scope, since: Date): Promise<Stood[]> {
  const stands = await listStood(work, { ...scope, stood: undefined });
  const ids = [...new Set(stands.map((one) => one.unit_id))];
  const { rows } = await sql<{ id: string }>`
    select unit.id from unit where unit.id = any(${ids}::uuid[]) and unit.created_at > ${since}`.execute(work.trx);
  const young = new Set(rows.map((row) => row.id));
  return stands.filter((one) => young.has(one.unit_id));
}
