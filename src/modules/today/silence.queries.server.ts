import { sql } from "kysely";
import { CONTACTS } from "#modules/notes/note.model.ts";
import { KNOWN } from "#modules/reference/reference.queries.server.ts";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import type { Names } from "#platform/names.ts";
import { shaped } from "#platform/shape.server.ts";
import { addDays } from "#platform/time.ts";
import { isAmong } from "#platform/tree.ts";

/** A year without a word is silence. */
const SILENT_DAYS = 365;

export type Silent = { iso2: string; name: string; name_in: Names; last_on: string };

/** Countries with relations with which the reader's units did something once, and nothing for a year: no activity, no visit, no event with a partner, no talk, call or letter; the last that fell silent first. */
export const listSilent = ({ actor, ...work }: Work, day: string): Promise<Silent[]> =>
  silent(work, { day, since: addDays(day, -SILENT_DAYS), paths: ownPaths(actor) });

/** Talks, calls and letters are contact, though no report counts them. */
const CONTACT = sql`note as fact left join partner on partner.id = fact.partner_id`;
const isContact = sql`fact.kind = any(${CONTACTS}::note_kind[]) and fact.taken_back_on is null`;

type Asked = { day: string; since: string; paths: string[] };

const silent = shaped(["day", "since", "paths"], (_trx, { day, since, paths }: Asked) => {
  const own = isAmong(paths, "fact.unit_path");
  const lately = sql`fact.on_date > ${since}::date and fact.on_date <= ${day}::date and ${own}`;
  const of = sql`fact.countries @> array[relation.iso2] and fact.on_date <= ${day}::date and ${own}`;
  // The few who are silent are looked up one by one; who is not shows in the last year alone.
  return sql<Silent>`
    with awake as materialized (
      select unnest(fact.countries) as iso2 from activity_fact as fact where ${lately}
      union select unnest(fact.countries) from delegation_fact as fact where ${lately}
      union select fact.country_iso2 from partner_fact as fact where ${lately}
      union select coalesce(fact.country_iso2, partner.country_iso2) from ${CONTACT} where ${lately} and ${isContact})
    select relation.iso2, country.name, country.name_in, last.on_date as last_on
    from ${KNOWN.relation} join reference.country as country on country.iso2 = relation.iso2,
      lateral (select greatest(
        (select max(fact.on_date) from activity_fact as fact where ${of}),
        (select max(fact.on_date) from delegation_fact as fact where ${of}),
        (select max(fact.on_date) from partner_fact as fact where fact.country_iso2 = relation.iso2 and fact.on_date <= ${day}::date and ${own}),
        (select max(fact.on_date) from ${CONTACT} where coalesce(fact.country_iso2, partner.country_iso2) = relation.iso2
          and fact.on_date <= ${day}::date and ${own} and ${isContact})
      ) as on_date) as last
    where relation.iso2 not in (select awake.iso2 from awake where awake.iso2 is not null) and last.on_date is not null
    order by last.on_date desc, relation.iso2`;
});
