import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import type { ActivityStatus } from "#platform/schema.gen.ts";

/** Led or hosted by one of these units. */
export const isHosted = (paths: string[]) =>
  sql<boolean>`(select bool_or(activity.host_paths <@ own) from unnest(${paths}::ltree[]) as own)`;

/** All that the actor's units host in some days, for their feed: what was cancelled as well, so that a calendar that had it is told; so is what another record stays for. */
export async function listHostedForFeed(work: Work, span: { from: string; to: string }) {
  return work.trx
    .selectFrom("activity")
    .select(["activity.id", "activity.title", "activity.starts_on", "activity.starts_at"])
    .select(
      sql<ActivityStatus>`case when activity.kept_in_id is null then activity.status else 'cancelled' end`.as("status"),
    )
    .select(["activity.ends_on", "activity.place", "activity.countries"])
    .select(["activity.version", "activity.visibility", "activity.created_at"])
    .where("activity.starts_on", ">=", span.from)
    .where("activity.starts_on", "<=", span.to)
    .where(isHosted(ownPaths(work.actor)))
    .orderBy("activity.starts_on")
    .orderBy("activity.id")
    .execute();
}
