import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";

/** A person or a room that something else needs on the same days: what and when, with its hour where it has one. */
export type Engaged = {
  name: string;
  of: "activity" | "delegation";
  id: string;
  title: string;
  from_on: string;
  until_on: string;
  hour: string | null;
};

type Needs = {
  id: string;
  unit_path: string;
  starts_on: string;
  ends_on: string | null;
  chair: string | null;
  interpreter: string | null;
  room: string | null;
};
type Visit = { id: string; departs_on: string; returns_on: string };

const GOES_ON = sql<boolean>`delegation.status not in ('draft', 'cancelled', 'postponed', 'refused')`;

/** Activities on some of these days that are not called off: those that begin then, and the few that last into them. */
const activitiesOn = (
  from: string,
  until: string,
) => sql<boolean>`activity.status not in ('draft', 'cancelled') and activity.kept_in_id is null
  and (activity.starts_on between ${from}::date and ${until}::date
    or activity.ends_on >= ${from}::date and activity.starts_on < ${from}::date)`;

const anActivity = (name: RawBuilder<unknown>) =>
  sql`select ${name} as name, 'activity' as of, activity.id, activity.title, activity.starts_on as from_on,
    coalesce(activity.ends_on, activity.starts_on) as until_on, activity.starts_at as hour`;

/** Who is to chair or to interpret elsewhere on the days of an activity, or travels then, and whether its room is taken; as far as the reader sees it. */
export async function listEngagedTwice(work: Work, activity: Needs): Promise<Engaged[]> {
  const names = [activity.chair, activity.interpreter].filter((one) => one !== null);
  if (names.length === 0 && activity.room === null) return [];
  const [from, until] = [activity.starts_on, activity.ends_on ?? activity.starts_on];
  const { rows } = await sql<Engaged>`
    with person as (select distinct lower(name) as folded, name from unnest(${names}::text[]) as name)
    ${anActivity(sql`person.name`)} from activity join person on person.folded in (lower(activity.chair), lower(activity.interpreter))
      where activity.id <> ${activity.id}::uuid and ${activitiesOn(from, until)}
    union ${anActivity(sql`activity.room`)} from activity
      where activity.id <> ${activity.id}::uuid and activity.unit_path = ${activity.unit_path}::ltree
        and lower(activity.room) = lower(${activity.room}) and ${activitiesOn(from, until)}
    union select person.name, 'delegation', delegation.id, delegation.title, delegation.departs_on, delegation.returns_on, null
      from delegation join delegation_member on delegation_member.delegation_id = delegation.id
        join person on person.folded = lower(delegation_member.name)
      where delegation.departs_on <= ${until}::date and delegation.returns_on >= ${from}::date and ${GOES_ON}
    union select person.name, 'delegation', delegation.id, delegation.title, entry.on_date, entry.on_date, to_char(entry.starts_at, 'HH24:MI')
      from delegation_programme_entry as entry join delegation on delegation.id = entry.delegation_id
        join person on person.folded in (lower(entry.interpreter), lower(entry.person_answerable))
      where entry.on_date between ${from}::date and ${until}::date and ${GOES_ON}
    order by from_on, hour nulls first, title, name`.execute(work.trx);
  return rows;
}

/** Activities that somebody of a visit, or who interprets on it, is to chair or to interpret on its days. */
export async function listEngagedBeside(work: Work, { id, departs_on, returns_on }: Visit): Promise<Engaged[]> {
  const { rows } = await sql<Engaged>`
    with person as (
      select name, departs_on as from_on, returns_on as until_on from delegation_member join delegation on delegation.id = delegation_id
        where delegation_id = ${id}::uuid
      union select busy, on_date, on_date from delegation_programme_entry, unnest(array[interpreter, person_answerable]) as busy
        where delegation_id = ${id}::uuid and busy is not null
    )
    select distinct one.* from (
      ${anActivity(sql`person.name`)}
      from activity join person on lower(person.name) in (lower(activity.chair), lower(activity.interpreter))
        and activity.starts_on <= person.until_on and coalesce(activity.ends_on, activity.starts_on) >= person.from_on
      where ${activitiesOn(departs_on, returns_on)}) as one
    order by from_on, hour nulls first, title, name`.execute(work.trx);
  return rows;
}
