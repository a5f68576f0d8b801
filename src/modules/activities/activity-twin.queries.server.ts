import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { keptCount } from "#platform/kept.server.ts";
import { follows, inYear } from "#platform/list.ts";
import type { Names } from "#platform/names.ts";
import { listOf } from "#platform/page-text.server.ts";
import { shaped } from "#platform/shape.server.ts";
import { addDays, today } from "#platform/time.ts";
import { isAmong } from "#platform/tree.ts";
import { ALIKE, SAID, TOLD_APART } from "./activity-twin.sql.server.ts";
import type { TwinFilter } from "./activity-twin.filter.ts";
import { twinFilter } from "./activity-twin.filter.ts";

/** An activity beside another, as far as it takes to tell whether both are the same. */
export type Twin = {
  id: string;
  title: string;
  starts_on: string;
  starts_at: string | null;
  ends_on: string | null;
  unit_path: string;
  unit_name: string;
  unit_name_in: Names;
};

const OF_TWIN = sql`other.id, other.title, other.starts_on, other.starts_at, other.ends_on, other.unit_path, unit.name as unit_name, unit.name_in as unit_name_in`;

/** What other units recorded of the same days and countries under a title much like this one's, the likest first. */
export const listTwins = (work: Work, activityId: string) => twins(work, { activityId });

const twins = shaped(
  ["activityId"],
  (_trx, { activityId }: { activityId: string }) => sql<Twin>`
    select ${OF_TWIN} from activity as one, lateral (
      select activity.* from activity where activity.starts_on between one.starts_on and coalesce(one.ends_on, one.starts_on)
      union all
      select activity.* from activity where activity.ends_on >= one.starts_on and activity.starts_on < one.starts_on) as other
    join unit on unit.id = other.unit_id
    where one.id = ${activityId}::uuid and ${ALIKE} and not ${TOLD_APART}
    order by similarity(one.search_text, other.search_text) desc, other.id`,
);

/** The records that this one stays for. */
export const listKeptFor = (work: Work, activityId: string) => keptFor(work, { activityId });

const keptFor = shaped(
  ["activityId"],
  (_trx, { activityId }: { activityId: string }) => sql<Twin>`
    select ${OF_TWIN} from activity as other join unit on unit.id = other.unit_id
    where other.kept_in_id = ${activityId}::uuid order by other.starts_on, other.id`,
);

/** What was decided of two activities, whichever is named first, and whether it still fits what they say. */
export async function findTwin(work: Work, [first, second]: [string, string]) {
  const found = await sql<{ activity_id: string; other_id: string; is_same: boolean; is_told: boolean }>`
    select activity_twin.activity_id, activity_twin.other_id, activity_twin.is_same, activity_twin.facts = ${SAID} as is_told
    from activity_twin join activity as one on one.id = activity_twin.activity_id join activity as other on other.id = activity_twin.other_id
    where (activity_twin.activity_id, activity_twin.other_id) in ((${first}::uuid, ${second}::uuid), (${second}::uuid, ${first}::uuid))`.execute(
    work.trx,
  );
  return found.rows[0];
}

/** How far back the list looks where no year is asked for. */
const LATELY = 400;

type Pair = { others: Twin[] };

/** Each activity beside those of the later days among its own that look like it, or about which it was decided; newest first. */
function twinPage(work: Work, asked: TwinFilter & { limit: number }) {
  let rows = matching(work, asked);
  if (asked.cursor) rows = rows.where(follows(["one.starts_on", "one.id"], asked.cursor, "desc"));
  return {
    rows: rows
      .select(["one.id", "one.title", "one.starts_on", "one.starts_at", "one.ends_on"])
      .select(["unit.name as unit_name", "unit.name_in as unit_name_in"])
      .select(sql<Pair["others"]>`beside.others`.as("others"))
      .orderBy("one.starts_on", "desc")
      .orderBy("one.id", "desc")
      .limit(sql.lit(asked.limit + 1)),
    limit: asked.limit,
    cursorOf: (last: { starts_on: string; id: string }) => `${last.starts_on},${last.id}`,
  };
}

function countTwins(work: Work, asked: TwinFilter): Promise<number> {
  const filter = { ...asked, paths: ownPaths(work.actor), day: today() };
  return keptCount(work, { kinds: ["activity"], filter, most: undefined }, async () => {
    const counted = matching(work, asked).select((select) => select.fn.countAll<number>().as("count"));
    return (await counted.executeTakeFirstOrThrow()).count;
  });
}

function matching(work: Work, { twins: state, year }: TwinFilter) {
  const paths = ownPaths(work.actor);
  const beside = {
    open: sql`activity as other where other.starts_on between one.starts_on and coalesce(one.ends_on, one.starts_on)
      and (other.starts_on > one.starts_on or other.id > one.id) and ${ALIKE} and not ${TOLD_APART}`,
    same: sql`activity as other where other.kept_in_id = one.id`,
    different: sql`activity_twin join activity as other on other.id = activity_twin.other_id
      where activity_twin.activity_id = one.id and not activity_twin.is_same and activity_twin.facts = ${SAID}`,
  }[state ?? "open"];
  const others = sql<{
    others: Pair["others"];
  }>`(select json_agg(twin order by twin.starts_on, twin.id) as others from (
    select ${OF_TWIN} from (select other.* from ${beside} and (${isAmong(paths, "one.unit_path")} or ${isAmong(paths, "other.unit_path")})) as other
      join unit on unit.id = other.unit_id) as twin)`;
  return work.trx
    .selectFrom("activity as one")
    .innerJoin("unit", "unit.id", "one.unit_id")
    .innerJoinLateral(others.as("beside"), (join) => join.on(sql<boolean>`beside.others is not null`))
    .where(year ? inYear("one.starts_on", year) : sql<boolean>`one.starts_on >= ${addDays(today(), -LATELY)}::date`);
}

export const twinList = listOf({ filter: twinFilter, page: twinPage, count: countTwins });
