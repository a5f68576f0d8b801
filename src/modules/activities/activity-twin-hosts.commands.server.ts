import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { rebuildHostPaths } from "./activity-derived.commands.server.ts";

/** Hosts that the records which it stays for name beside its own: they host it, as its lists and figures count. */
export async function followTwins(work: Work, activity: Rights & { id: string }): Promise<void> {
  const { trx } = work;
  await trx
    .deleteFrom("activity_host")
    .where("activity_host.activity_id", "=", activity.id)
    .where("activity_host.from_id", "is not", null)
    .execute();
  const named = await sql<{ host_unit_id: string; from_id: string }>`
    select distinct on (host.host_unit_id) host.host_unit_id, other.id as from_id, other.host_paths
    from activity as other join activity_host as host on host.activity_id = other.id
    where other.kept_in_id = ${activity.id}::uuid and host.host_unit_id not in
      (select own.host_unit_id from activity_host as own where own.activity_id = ${activity.id}::uuid)
    order by host.host_unit_id, other.id`.execute(trx);
  if (named.rows.length > 0)
    await trx
      .insertInto("activity_host")
      .values(
        named.rows.map(({ host_unit_id, from_id }) => ({
          ...{ activity_id: activity.id, host_unit_id, from_id, is_lead: false },
          ...rightsOf(activity),
        })),
      )
      .execute();
  await rebuildHostPaths(work, [activity.id]);
}
