import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { shaped } from "#platform/shape.server.ts";
import { today } from "#platform/time.ts";

/** What was done with a country or a partner: a visit that left, an activity that was held. */
export type Contact = { kind: "delegation" | "activity"; id: string; title: string; on_date: string };

type Asked = { countries: string[]; without: string; day: string; limit: number };

/** What was done with any of these countries by today, of what the reader may open, newest first; without one record that is looked at. */
export const listContactsWith = (work: Work, countries: string[], limit: number, without = NONE): Promise<Contact[]> =>
  countries.length === 0 ? Promise.resolve([]) : contacts(work, { countries, without, limit, day: today() });

/** The key of no record. */
const NONE = "00000000-0000-0000-0000-000000000000";

const contacts = shaped(
  ["countries", "without", "day", "limit"],
  (_trx, { countries, without, day, limit }: Asked) => sql<Contact>`
    (select 'delegation' as kind, fact.record_id as id, fact.title, fact.on_date from delegation_fact as fact
      where fact.countries && ${countries}::text[] and fact.on_date <= ${day}::date and fact.record_id <> ${without}::uuid
      order by fact.on_date desc, fact.record_id limit ${limit}::int)
    union all
    (select 'activity', fact.record_id, fact.title, fact.on_date from activity_fact as fact
      where fact.countries && ${countries}::text[] and fact.on_date <= ${day}::date and fact.record_id <> ${without}::uuid
      order by fact.on_date desc, fact.record_id limit ${limit}::int)
    order by on_date desc, id limit ${limit}::int`,
);
