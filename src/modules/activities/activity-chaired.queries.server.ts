import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";

export type Chaired = {
  id: string;
  title: string;
  from_on: string;
  until_on: string;
  hour: string | null;
  place: string | null;
  room: string | null;
};

/** What somebody of this name is to chair in some days and was not called off. */
export async function listChaired(work: Work, name: string, { from, to }: { from: string; to: string }) {
  const { rows } = await sql<Chaired>`
    select activity.id, activity.title, activity.starts_on as from_on, coalesce(activity.ends_on, activity.starts_on) as until_on,
      activity.starts_at as hour, activity.place, activity.room
    from activity where lower(activity.chair) = lower(${name}) and activity.status not in ('draft', 'cancelled') and activity.kept_in_id is null
      and activity.starts_on <= ${to}::date and coalesce(activity.ends_on, activity.starts_on) >= ${from}::date
    order by activity.starts_on, activity.starts_at nulls first, activity.title`.execute(work.trx);
  return rows;
}
