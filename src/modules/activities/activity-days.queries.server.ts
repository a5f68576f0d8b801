import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { TOTAL } from "#platform/total.ts";

/** Held activities with a country per year, for the dossier. */
export async function countActivitiesByYear(work: Work, iso2: string) {
  return heldWith(work, iso2)
    .select([sql<number>`extract(year from activity_fact.on_date)::int`.as("year")])
    .select((select) => select.fn.countAll<number>().as("count"))
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute();
}

/** All of them together. */
export async function countHeldWith(work: Work, iso2: string): Promise<number> {
  const counted = heldWith(work, iso2).select((select) => select.fn.countAll<number>().as("count"));
  return (await counted.executeTakeFirstOrThrow()).count;
}

function heldWith(work: Work, iso2: string) {
  return work.trx
    .selectFrom("activity_fact")
    .where(sql<boolean>`activity_fact.countries @> array[${iso2}]`)
    .where("activity_fact.on_date", "<=", today());
}

/** Held since a day with a result to tell, those with photos first; photos are kept only with consent. */
export async function listToTell(work: Work, since: string, limit: number) {
  return work.trx
    .selectFrom("activity")
    .innerJoin("unit", "unit.id", "activity.unit_id")
    .select(["activity.id", "activity.title", "activity.result", "activity.starts_on", TOTAL])
    .select(["unit.name as unit_name", "unit.name_in as unit_name_in"])
    .select(sql<number>`(select count(*) from file where file.subject_id = activity.id)`.as("photos"))
    .where("activity.status", "=", "held")
    .where("activity.kept_in_id", "is", null)
    .where("activity.starts_on", ">=", since)
    .where("activity.result", "is not", null)
    .orderBy("photos", "desc")
    .orderBy("activity.starts_on", "desc")
    .limit(limit)
    .execute();
}
