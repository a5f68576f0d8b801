import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { Source } from "./indicator.model.ts";
import { HOSTED } from "./indicator.model.ts";

/** A unit that belongs to another's tree, and the days on which it did, as PostgreSQL writes them. */
export type Stood = { unit_id: string; valid: string };

type Tree = { unitPath: string; unitId: string; tree: "then" | "now"; stood?: Stood[] | undefined };

/**
 * Whether a row of a source's facts counts for a unit. As now: it was written at or below the unit's place. As then: its unit, or a unit that
 * hosted it, stood there on the day of the row, so a unit that was closed or moved in July keeps the months before with those above it then.
 */
export async function inTree(work: Work, source: Source, scope: Tree): Promise<RawBuilder<boolean>> {
  const isHosted = HOSTED.includes(source);
  const path = sql.ref(isHosted ? "between_days.host_paths" : "between_days.unit_path");
  const below = sql<boolean>`${path} <@ ${scope.unitPath}::ltree`;
  if (scope.tree === "now" && !scope.stood) return below;
  const stood = stoodThere(scope.stood ?? (await listStood(work, scope)), isHosted);
  return scope.tree === "now" ? sql<boolean>`(${below} or ${stood})` : stood;
}

function stoodThere(stood: Stood[], isHosted: boolean): RawBuilder<boolean> {
  const units = sql`unnest(${stood.map((one) => one.unit_id)}::uuid[], ${stood.map((one) => one.valid)}::datemultirange[]) as stood (unit_id, valid)`;
  if (!isHosted)
    return sql<boolean>`exists (select from ${units} where stood.unit_id = between_days.unit_id and stood.valid @> between_days.on_date)`;
  // What no activity hosts, as a visit to a partner, is its own unit's.
  return sql<boolean>`(exists (select from activity_host join ${units} on stood.unit_id = activity_host.host_unit_id
      where activity_host.activity_id = between_days.hosted_id and stood.valid @> between_days.on_date)
    or between_days.hosted_id is null and exists (select from ${units}
      where stood.unit_id = between_days.unit_id and stood.valid @> between_days.on_date))`;
}

/**
 * The units of a tree with the days on which they stood in it. As now these are all days of those that stand there today; as then a unit stands
 * before its first known day where it stood first. A unit's own days always count for itself.
 */
export async function listStood(work: Work, scope: Tree): Promise<Stood[]> {
  if (scope.tree === "now") {
    const units = await sql<Stood>`
      select unit.id as unit_id, '{(,)}' as valid from unit where unit.path <@ ${scope.unitPath}::ltree order by 1`.execute(
      work.trx,
    );
    return units.rows;
  }
  const rows = await sql<Stood>`
    with place as (
      select unit_place.unit_id, unit_place.path, unit_place.valid
        + case when lower(valid) = min(lower(valid)) over its and not bool_or(lower_inf(valid)) over its then datemultirange(daterange(null, lower(valid))) else '{}' end as valid
      from unit_place where not isempty(unit_place.valid) window its as (partition by unit_place.unit_id)
    )
    select place.unit_id, (place.valid * above.valid)::text as valid from place
    join place as above on above.unit_id = ${scope.unitId} and place.path <@ above.path
    where place.unit_id <> ${scope.unitId} and not isempty(place.valid * above.valid)
    union all select ${scope.unitId}::uuid, '{(,)}' order by 1, 2`.execute(work.trx);
  return rows.rows;
}
