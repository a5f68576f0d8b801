import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { Placed } from "#modules/units/unit-place.queries.server.ts";
import { isInTree, withPlaces } from "#modules/units/unit-place.queries.server.ts";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { keptCount } from "#platform/kept.server.ts";
import { countRows, follows, inYear } from "#platform/list.ts";
import { listOf } from "#platform/page-text.server.ts";
import { isOpenOutside } from "#platform/outside.ts";
import { holds } from "#platform/search.ts";
import { shaped } from "#platform/shape.server.ts";
import { today } from "#platform/time.ts";
import { TOTAL } from "#platform/total.ts";
import { isAmong, isBelow } from "#platform/tree.ts";
import type { ActivityFilter } from "./activity.filter.ts";
import { isHosted } from "./activity-feed.queries.server.ts";
import { isItsKind, isOfKind } from "./own-kind.queries.server.ts";
import { activityFilter } from "./activity.filter.ts";

const LISTED = [
  "activity.id",
  "activity.status",
  "activity.kind",
  "activity.own_kind_id",
  "activity.title",
  "activity.level",
  "activity.is_multilateral",
  "activity.countries",
  "activity.starts_on",
  "activity.starts_at",
  "activity.ends_on",
  "activity.place",
  "activity.participants",
  "activity.result",
  "activity.unit_id",
  "activity.version",
] as const;
const CALLED = ["activity_own_kind.name as own_kind_name", "activity_own_kind.name_in as own_kind_name_in"] as const;
const LINES = ["activity.line_2", "activity.line_3", "activity.line_4"] as const;

/** Newest first; the cursor is `starts_on,id` of the last row. */
async function activityPage(work: Work, asked: ActivityFilter & { limit: number }) {
  const filter = await withPlaces(work, placed(work, asked));
  const [first, ...others] = branchesOf(work, filter).map((branch) => firstOf(branch, asked));
  const alone = requireRow(first);
  const page =
    others.length > 0
      ? others
          .reduce(
            (all, other) => all.unionAll(work.trx.selectFrom(other.as("other")).selectAll()),
            work.trx.selectFrom(alone.as("first")).selectAll(),
          )
          .as("activity")
      : alone.as("activity");
  const rows = work.trx
    .selectFrom(page)
    .innerJoin("unit", "unit.id", "activity.unit_id")
    .innerJoin("activity_own_kind", (join) => join.on(isItsKind))
    .select([...LISTED, ...CALLED, "unit.name as unit_name", "unit.name_in as unit_name_in"])
    .orderBy("activity.starts_on", "desc")
    .orderBy("activity.id", "desc")
    .limit(sql.lit(asked.limit + 1));
  return { rows, limit: asked.limit, cursorOf: (last: Last) => `${last.starts_on},${last.id}` };
}

type Last = { starts_on: string; id: string };

export const activityList = listOf({ filter: activityFilter, page: activityPage, count: countActivities });

export async function countActivities(work: Work, asked: ActivityFilter, most?: number): Promise<number> {
  const filter = await withPlaces(work, placed(work, asked));
  // What nobody accounted for becomes more each morning, without a record that changes.
  const named = filter.unaccounted ? { ...filter, day: today() } : filter;
  return keptCount(work, { kinds: ["activity"], filter: named, most }, () => countNow(work, filter, most));
}

async function countNow(work: Work, filter: Placed<ActivityFilter>, most?: number): Promise<number> {
  const branches = branchesOf(work, filter);
  const counts = await Promise.all(branches.map((branch) => countRows(work, branch.select("activity.id"), most)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** "Mine" is the unit that the reader acts for. */
function placed(work: Work, { mine, ...filter }: ActivityFilter): ActivityFilter {
  return mine ? { ...filter, unit_path: work.actor.unitPath } : filter;
}

type Matching = ReturnType<typeof matching>;

function firstOf(branch: Matching, filter: ActivityFilter & { limit: number }) {
  let query = branch.select(LISTED);
  if (filter.cursor) query = query.where(follows(["activity.starts_on", "activity.id"], filter.cursor, "desc"));
  return query
    .orderBy("activity.starts_on", "desc")
    .orderBy("activity.id", "desc")
    .limit(sql.lit(filter.limit + 1));
}

/** A unit's subtree: what it leads, along an index of the line of each of its places, and apart from it the few that it hosts with others. */
function branchesOf(work: Work, filter: Placed<ActivityFilter>): Matching[] {
  const all = matching(work, filter);
  const { places, left } = filter;
  if (!places) return [all];
  const [root] = places.filter((place) => !place.includes("."));
  if (root) return [all.where(sql<boolean>`exists (select from unit where unit.path = ${root}::ltree)`)];
  const joint = all
    .where("activity.is_joint", "=", true)
    .where(
      sql<boolean>`activity.id in (select activity_host.activity_id from activity_host where not activity_host.is_lead
      and activity_host.host_unit_id in (select unit.id from unit where ${isBelow("unit.path", places)}))`,
    )
    .where(sql<boolean>`not ${isInTree("activity.unit_path", { places, left })}`);
  const led = left.length === 0 ? all : all.where(sql<boolean>`activity.unit_path <> all(${left}::ltree[])`);
  return [...places.map((place) => ledAt(led, place)), joint];
}

function ledAt(all: Matching, place: string): Matching {
  const labels = place.split(".");
  const line = LINES[Math.min(labels.length, 4) - 2] ?? "activity.line_4";
  const led = all.where(line, "=", labels.slice(0, 4).join("."));
  return labels.length > 4 ? led.where(isBelow("activity.unit_path", [place])) : led;
}

function matching(work: Work, filter: ActivityFilter) {
  let query = work.trx.selectFrom("activity").where("activity.kept_in_id", "is", null);
  if (filter.own_kind) query = query.where(isOfKind(filter.own_kind));
  if (filter.kind) query = query.where("activity.kind", "=", filter.kind);
  if (filter.status) query = query.where("activity.status", "=", filter.status);
  if (filter.unaccounted) query = query.where(isUnaccounted(today()));
  if (filter.level) query = query.where("activity.level", "=", filter.level);
  if (filter.year) query = query.where(inYear("activity.starts_on", filter.year));
  if (filter.month) {
    const first = sql`${`${filter.month}-01`}::date`;
    query = query.where(
      sql<boolean>`activity.starts_on >= ${first} and activity.starts_on < ${first} + interval '1 month'`,
    );
  }
  if (filter.country) query = query.where(sql<boolean>`activity.countries @> array[${filter.country}]`);
  if (filter.q) query = query.where(holds("activity.search_text", filter.q));
  if (work.actor.reach === "outside") query = query.where(isOpenOutside("activity", work.actor));
  return query;
}

export async function findActivity(work: Work, activityId: string) {
  const [activity] = await oneActivity(work, { activityId });
  return activity;
}

/** Who of the union works there is told nobody outside it. */
const ofOurs = (column: "chair" | "interpreter" | "room") =>
  sql<string | null>`case when (select actor_reach()) <> 'outside' then ${sql.ref(`activity.${column}`)} end`.as(
    column,
  );

const oneActivity = shaped(["activityId"], (trx, { activityId }: { activityId: string }) =>
  trx
    .selectFrom("activity")
    .innerJoin("unit", "unit.id", "activity.unit_id")
    .innerJoin("activity_own_kind", (join) => join.on(isItsKind))
    .leftJoin("activity_series", "activity_series.id", "activity.series_id")
    .selectAll("activity")
    .select([
      ...CALLED,
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
      "unit.kind as unit_kind",
      "activity_series.name as series_name",
      ofOurs("chair"),
      ofOurs("interpreter"),
      ofOurs("room"),
    ])
    .where("activity.id", "=", activityId),
);

/** Hosts, partners and photos, with those whom another record of it names (`from_id`), asked in one statement: a record is read more often than anything else. */
export async function listActivityParts(work: Work, activityId: string) {
  const [parts] = await partsOfActivity(work, { activityId });
  return requireRow(parts);
}

const partsOfActivity = shaped(["activityId"], (trx, { activityId }: { activityId: string }) => {
  const hosts = trx
    .selectFrom("activity_host")
    .innerJoin("unit", "unit.id", "activity_host.host_unit_id")
    .select(["unit.id", "unit.name", "unit.name_in", "activity_host.is_lead", "activity_host.from_id"])
    .where("activity_host.activity_id", "=", activityId)
    .orderBy("activity_host.is_lead", "desc");
  // Of partners that the reader may not see there is nothing but how many they are.
  const partners = trx
    .selectFrom(
      trx
        .selectFrom("activity_partner")
        .leftJoin("partner", "partner.id", "activity_partner.partner_id")
        .select(["activity_partner.partner_id", "partner.id", "partner.name", "partner.country_iso2"])
        .distinctOn(["partner.name", "activity_partner.partner_id"])
        .select(sql<string | null>`nullif(activity_partner.activity_id, ${activityId}::uuid)`.as("from_id"))
        .where(
          sql<boolean>`activity_partner.activity_id in (select ${activityId}::uuid
            union all select twice.id from activity as twice where twice.kept_in_id = ${activityId}::uuid)`,
        )
        .orderBy("partner.name")
        .orderBy("activity_partner.partner_id")
        .orderBy("from_id", (order) => order.asc().nullsFirst())
        .as("one"),
    )
    .select([
      sql<
        { id: string; name: string; country_iso2: string; from_id: string | null }[]
      >`coalesce(json_agg(json_build_object('id', one.id, 'name', one.name, 'country_iso2', one.country_iso2, 'from_id', one.from_id)
          order by one.name) filter (where one.id is not null), '[]')`.as("seen"),
      sql<number>`count(*) filter (where one.id is null)`.as("hidden"),
    ]);
  const photos = trx.selectFrom("file").select(["file.id", "file.name"]).where("file.subject_id", "=", activityId);
  return trx
    .selectFrom(partners.as("partners"))
    .select([
      "partners.hidden as hidden_partners",
      jsonArrayFrom(hosts).as("hosts"),
      "partners.seen as partners",
      jsonArrayFrom(photos).as("photos"),
    ]);
});

/** Its page names the photo alone, a call the activity too. */
export async function findPhoto(work: Work, fileId: string, activityId?: string) {
  let query = work.trx
    .selectFrom("file")
    .select(["file.sha256", "file.media_type", "file.name"])
    .where("file.id", "=", fileId);
  if (activityId) query = query.where("file.subject_id", "=", activityId);
  return query.executeTakeFirst();
}

type Span = { from: string; to: string };

/** Activities of some days, for feeds and the desk; `own` are those that the actor's units host, `total` how many there are. */
export async function listActivitiesBetween(work: Work, { own, ...span }: Span & { own?: boolean }, limit = 200) {
  return own
    ? hostedBetween(work, { ...span, limit, paths: ownPaths(work.actor) })
    : allBetween(work, { ...span, limit });
}

type Few = Span & { limit: number };
const BETWEEN = ["from", "to", "limit"] as const;

const between = (trx: Work["trx"], { from, to, limit }: Few) =>
  trx
    .selectFrom("activity")
    .innerJoin("activity_own_kind", (join) => join.on(isItsKind))
    .select([...LISTED, ...CALLED, TOTAL])
    .where("activity.starts_on", ">=", from)
    .where("activity.starts_on", "<=", to)
    .where("activity.status", "!=", "cancelled")
    .where("activity.kept_in_id", "is", null)
    .orderBy("activity.starts_on")
    .orderBy("activity.id")
    .limit(limit);

const allBetween = shaped(BETWEEN, between);
const hostedBetween = shaped([...BETWEEN, "paths"], (trx, few: Few & { paths: string[] }) =>
  between(trx, few).where(isHosted(few.paths)),
);

/** Planned for a day that has passed: held, moved or cancelled? */
export const listUnaccounted = (work: Work, before: string, limit: number) =>
  unaccounted(work, { before, limit, paths: ownPaths(work.actor) });

/** Its last day has passed, and nobody said whether it was held. */
const isUnaccounted = (before: string) =>
  sql<boolean>`activity.starts_on < ${before}::date and coalesce(activity.ends_on < ${before}::date, true)
    and activity.status in ('planned', 'moved') and activity.kept_in_id is null`;

type Before = { before: string; limit: number; paths: string[] };

const unaccounted = shaped(["before", "limit", "paths"], (trx, { before, limit, paths }: Before) =>
  trx
    .selectFrom("activity")
    .select(["activity.id", "activity.title", "activity.starts_on as on", TOTAL])
    .where(isUnaccounted(before))
    .where(isAmong(paths, "activity.unit_path"))
    .orderBy("activity.starts_on")
    .limit(limit),
);
