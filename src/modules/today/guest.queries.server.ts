import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import type { Names } from "#platform/names.ts";
import { shaped } from "#platform/shape.server.ts";
import { isAmong } from "#platform/tree.ts";
import type { Contact } from "./contact.queries.server.ts";

/** A meeting ahead: a delegation that comes, one that the reader goes with, or an activity with partners. */
export type Guest = {
  kind: "delegation" | "activity";
  id: string;
  title: string;
  from_on: string;
  until_on: string;
  direction: "incoming" | "outgoing" | null;
  status: string;
  place: string | null;
  countries: string[];
  partners: string[];
};

type Span = { from: string; to: string };
type Asked = Span & { paths: string[]; name: string; limit: number };

/** Whom the reader's units meet in some days, in the order of the days; `total` is how many there are. */
export const listGuests = ({ actor, ...work }: Work, span: Span, limit: number) =>
  guests(work, { ...span, limit, paths: ownPaths(actor), name: actor.name });

const guests = shaped(
  ["from", "to", "paths", "name", "limit"],
  (_trx, { from, to, paths, name, limit }: Asked) => sql<Guest & { total: number }>`
    select guest.*, count(*) over () as total from (
      select 'delegation' as kind, delegation.id, delegation.title, delegation.departs_on as from_on, delegation.returns_on as until_on,
        delegation.direction::text as direction, delegation.status::text as status, delegation.cities as place,
        delegation.countries, array_remove(array[delegation.partner_id], null) as partners
      from delegation
      where delegation.departs_on <= ${to}::date and delegation.returns_on >= ${from}::date
        and delegation.status not in ('draft', 'cancelled', 'postponed', 'refused') and ${isAmong(paths, "delegation.unit_path")}
        and (delegation.direction = 'incoming' or delegation.head_name = ${name} or exists (select from delegation_member
          where delegation_member.delegation_id = delegation.id and delegation_member.name = ${name}))
      union all
      select 'activity', activity.id, activity.title, activity.starts_on, activity.starts_on, null, activity.status::text, activity.place,
        activity.countries, met.partners
      from activity, lateral (select array_agg(activity_partner.partner_id) as partners from activity_partner
        where activity_partner.activity_id = activity.id) as met
      where activity.starts_on between ${from}::date and ${to}::date and activity.status not in ('draft', 'cancelled')
        and activity.kept_in_id is null and met.partners is not null
        and (select bool_or(activity.host_paths <@ own) from unnest(${paths}::ltree[]) as own)
    ) as guest order by guest.from_on, guest.id limit ${limit}::int`,
);

export type Person = { guest_id: string; name: string; position: string | null; role: string };

/** Who comes, the head first. */
export const listPeopleOf = (work: Work, ids: string[]): Promise<Person[]> => people(work, { ids });

const people = shaped(["ids"], (trx, { ids }: { ids: string[] }) =>
  trx
    .selectFrom("delegation_member")
    .select(["delegation_member.delegation_id as guest_id", "delegation_member.name", "delegation_member.position"])
    .select("delegation_member.role")
    .where(sql<boolean>`delegation_member.delegation_id = any(${ids}::uuid[])`)
    .orderBy(
      sql`array_position(array['head', 'deputy_head', 'member', 'interpreter', 'secretary', 'press'], delegation_member.role)`,
    )
    .orderBy("delegation_member.id"),
);

export type Known = {
  id: string;
  name: string;
  name_in: Names;
  last_contact_on: string | null;
  since: string | null;
} & Addressed;
type Addressed = { addressed_as: string | null; language: string | null };

/** Partners that are met: since when one works with them, as far as anything is recorded. */
export const listKnown = (work: Work, ids: string[]): Promise<Known[]> => known(work, { ids });

const known = shaped(["ids"], (trx, { ids }: { ids: string[] }) =>
  trx
    .selectFrom("partner")
    .select(["partner.id", "partner.name", "partner.name_in", "partner.last_contact_on"])
    .select(["partner.addressed_as", "partner.language"])
    .select(
      sql<
        string | null
      >`(select min(partner_event.on_date) from partner_event where partner_event.partner_id = partner.id)`.as("since"),
    )
    .where(sql<boolean>`partner.id = any(${ids}::uuid[])`)
    .orderBy("partner.name"),
);

type Of = { of: string; day: string; limit: number };
const AS_GUEST = (of: string) =>
  sql`jsonb_to_recordset(${of}::jsonb) as guest (id uuid, countries text[], partners uuid[])`;
const asJson = (guests: Guest[]) =>
  JSON.stringify(guests.map(({ id, countries, partners }) => ({ id, countries, partners })));

/** What was last done with each guest: with its partners, where they are known, else with its countries. */
export const listLastContacts = (work: Work, guests: Guest[], { day, limit }: Omit<Of, "of">) =>
  lastContacts(work, { of: asJson(guests), day, limit });

const lastContacts = shaped(
  ["of", "day", "limit"],
  (_trx, { of, day, limit }: Of) => sql<Contact & { guest_id: string }>`
    select guest.id as guest_id, contact.* from ${AS_GUEST(of)}, lateral (
      (select partner_event.subject_kind as kind, partner_event.subject_id as id, max(partner_event.title) as title,
          max(partner_event.on_date) as on_date from partner_event
        where partner_event.partner_id = any(guest.partners) and partner_event.on_date <= ${day}::date and partner_event.subject_id <> guest.id
        group by 1, 2 order by 4 desc, 2 limit ${limit}::int)
      union all
      (select 'delegation', fact.record_id, fact.title, fact.on_date from delegation_fact as fact
        where guest.partners = '{}' and fact.countries && guest.countries and fact.on_date <= ${day}::date and fact.record_id <> guest.id
        order by fact.on_date desc, fact.record_id limit ${limit}::int)
      union all
      (select 'activity', fact.record_id, fact.title, fact.on_date from activity_fact as fact
        where guest.partners = '{}' and fact.countries && guest.countries and fact.on_date <= ${day}::date and fact.record_id <> guest.id
        order by fact.on_date desc, fact.record_id limit ${limit}::int)
      order by on_date desc, id limit ${limit}::int) as contact`,
);

export type Promised = { guest_id: string; id: string; title: string; due_on: string; total: number };

/** What was promised on visits with a guest's countries and is not done yet, the earliest due first. */
export const listOpenPromises = (work: Work, guests: Guest[], limit: number): Promise<Promised[]> =>
  promises(work, { of: asJson(guests), limit });

const promises = shaped(
  ["of", "limit"],
  (_trx, { of, limit }: Omit<Of, "day">) => sql<Promised>`
    select guest.id as guest_id, promise.* from ${AS_GUEST(of)}, lateral (
      select exchange_owed.id, exchange_owed.title, exchange_owed.due_on, count(*) over () as total
      from exchange_owed join delegation on delegation.id = exchange_owed.subject_id
      where exchange_owed.kind = 'commitment' and delegation.countries && guest.countries
        and not exists (select from exchange_settlement where exchange_settlement.exchange_owed_id = exchange_owed.id)
      order by exchange_owed.due_on, exchange_owed.id limit ${limit}::int) as promise`,
);
