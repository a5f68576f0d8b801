import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { Offer, Wish } from "#platform/offer.ts";
import { addressFor, limitOf, offerOf, otherwise } from "#platform/offer.ts";
import { holds } from "#platform/search.ts";

/** As the searched text of partners and units: words, first letters and signs. */
const SERIES_TEXT = sql<string>`(reference.words(activity_series.name) || reference.short_of(activity_series.name, '{}'))`;

/** For choosing a series in a form. */
export async function offerSeries(work: Work, wish: Wish): Promise<Offer> {
  const all = work.trx
    .selectFrom("activity_series")
    .select(["activity_series.id as value", "activity_series.name as label"])
    .select(sql<string>`reference.initials(activity_series.name)`.as("searched"));
  const query = wish.q ? all.where(holds(SERIES_TEXT, wish.q)) : all;
  const rows = await query.orderBy("activity_series.name").orderBy("activity_series.id").limit(limitOf(wish)).execute();
  const chosen = wish.chosen.length === 0 ? [] : await all.where("activity_series.id", "in", wish.chosen).execute();
  const option = ({ value, label, searched }: { value: string; label: string; searched: string }) => {
    return { value, label, also: otherwise(label, [], searched) };
  };
  return offerOf(wish, { rows: rows.map(option), chosen: chosen.map(option), from: addressFor("series", {}) });
}

/** The highest number that an edition of a series bears; what was cancelled was none. */
export async function findLastEdition(work: Work, seriesId: string): Promise<number> {
  const { last } = await work.trx
    .selectFrom("activity")
    .select((select) => select.fn.max("activity.edition").as("last"))
    .where("activity.series_id", "=", seriesId)
    .where("activity.status", "!=", "cancelled")
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/** Each with how many editions were held, the last of them, and the next that is planned. */
export async function listSeriesWithEditions(work: Work) {
  const held = sql`from activity where activity.series_id = activity_series.id and activity.status = 'held'
    and activity.kept_in_id is null`;
  const of = sql`select activity.id, activity.starts_on ${held} order by activity.starts_on desc limit 1`;
  const ahead = sql`select activity.id, activity.starts_on from activity where activity.series_id = activity_series.id
    and activity.status in ('draft', 'planned', 'moved') and activity.kept_in_id is null order by activity.starts_on limit 1`;
  return work.trx
    .selectFrom("activity_series")
    .innerJoin("unit", "unit.id", "activity_series.unit_id")
    .select(["activity_series.id", "activity_series.name"])
    .select(["unit.name as unit_name", "unit.name_in as unit_name_in"])
    .select(sql<number>`(select count(*) ${held})`.as("editions"))
    .select(sql<string | null>`(select last.id from (${of}) as last)`.as("last_id"))
    .select(sql<string | null>`(select last.starts_on from (${of}) as last)`.as("last_on"))
    .select(sql<string | null>`(select next.id from (${ahead}) as next)`.as("next_id"))
    .select(sql<string | null>`(select next.starts_on from (${ahead}) as next)`.as("next_on"))
    .orderBy(sql`activity_series.name collate "vi-x-icu"`)
    .orderBy("activity_series.id")
    .execute();
}
