-- The shared facts come with a release and are every union's. What a union knows better it says here: over a fact, beside the facts,
-- or that one does not hold; a later release changes what is below and leaves what was said. Nothing is deleted: what is taken back
-- no longer counts.
create table reference_correction (
  id uuid primary key default new_id(),
  kind text not null check (kind in ('days', 'calendars', 'relations', 'missions', 'countries', 'provinces')),
  key text not null check (length(key) between 1 and 60),
  state text not null check (state in ('said', 'taken_out', 'taken_back')),
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  source text not null check (length(source) between 1 and 500),
  version integer not null default 1,
  constraint reference_correction_once unique (kind, key)
);
comment on table reference_correction is 'What this union says of a shared fact: fields replace the fact''s own; each with its source.';
alter table reference_correction enable row level security;
alter table reference_correction force row level security;
create policy readable on reference_correction for select using (actor_reach() <> 'anonymous');
create policy insertable on reference_correction for insert with check (actor_reach() = 'system' or actor_reach() = 'staff' and actor_is_at_root());
create policy changeable on reference_correction for update using (actor_reach() = 'system' or actor_reach() = 'staff' and actor_is_at_root());

-- The facts as this union knows them.
create view reference_day with (security_invoker = true) as
  select known.*, correction.source as own_source, coalesce(correction.version, 0) as version
  from reference.calendar_day as fact
  left join reference_correction as correction on correction.kind = 'days' and correction.key = fact.calendar || '-' || fact.on_date
    and correction.state <> 'taken_back'
  cross join lateral jsonb_populate_record(fact, coalesce(correction.fields, '{}')) as known
  where correction.state is distinct from 'taken_out'
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  cross join lateral jsonb_populate_record(null::reference.calendar_day, correction.fields) as known
  where correction.kind = 'days' and correction.state = 'said' and not exists
    (select from reference.calendar_day as fact where fact.calendar || '-' || fact.on_date = correction.key);
comment on view reference_day is 'Days off and worked days of a calendar, with what this union corrected.';

create view reference_calendar with (security_invoker = true) as
  select known.calendar, max(known.until_on) as until_on
  from (
    select fact.calendar, make_date(extract(year from fact.on_date)::int, 12, 31) as until_on from reference.calendar_day as fact
    union all
    select correction.key, (correction.fields ->> 'until_on')::date from reference_correction as correction
    where correction.kind = 'calendars' and correction.state = 'said'
  ) as known
  group by known.calendar;
comment on view reference_calendar is 'The last day up to which a calendar is known: of the release, or as far as this union completed it.';

create view reference_relation with (security_invoker = true) as
  select known.*, correction.source as own_source, coalesce(correction.version, 0) as version
  from reference.diplomatic_relation as fact
  left join reference_correction as correction on correction.kind = 'relations' and correction.key = fact.iso2
    and correction.state <> 'taken_back'
  cross join lateral jsonb_populate_record(fact, coalesce(correction.fields, '{}')) as known
  where correction.state is distinct from 'taken_out'
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  cross join lateral jsonb_populate_record(null::reference.diplomatic_relation, correction.fields) as known
  where correction.kind = 'relations' and correction.state = 'said' and not exists
    (select from reference.diplomatic_relation as fact where fact.iso2 = correction.key);
comment on view reference_relation is 'Diplomatic relations with each country, with what this union corrected.';

create view reference_mission with (security_invoker = true) as
  select known.*, correction.source as own_source, coalesce(correction.version, 0) as version
  from reference.mission_post as fact
  left join reference_correction as correction on correction.kind = 'missions' and correction.key = fact.id::text
    and correction.state <> 'taken_back'
  cross join lateral jsonb_populate_record(fact, coalesce(correction.fields, '{}')) as known
  where correction.state is distinct from 'taken_out'
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  cross join lateral jsonb_populate_record(null::reference.mission_post, correction.fields) as known
  where correction.kind = 'missions' and correction.state = 'said' and not exists
    (select from reference.mission_post as fact where fact.id::text = correction.key);
comment on view reference_mission is 'Missions abroad and what they are accredited to, with what this union corrected.';

create view reference_country with (security_invoker = true) as
  select known.*, correction.source as own_source, coalesce(correction.version, 0) as version
  from reference.country as fact
  left join reference_correction as correction on correction.kind = 'countries' and correction.key = fact.iso2 and correction.state = 'said'
  cross join lateral jsonb_populate_record(fact, coalesce(correction.fields, '{}')) as known;
comment on view reference_country is 'Countries with what this union corrected; names and codes are the release''s.';

create view reference_province with (security_invoker = true) as
  select known.*, correction.source as own_source, coalesce(correction.version, 0) as version
  from reference.province as fact
  left join reference_correction as correction on correction.kind = 'provinces' and correction.key = fact.code || '-' || fact.edition
    and correction.state = 'said'
  cross join lateral jsonb_populate_record(fact, coalesce(correction.fields, '{}')) as known;
comment on view reference_province is 'Provinces of an edition with what this union corrected.';

-- An accreditation or a membership that ended may begin again.
alter table unit_accreditation drop constraint unit_accreditation_pkey;
alter table unit_accreditation add column id uuid not null default new_id();
alter table unit_accreditation add primary key (id);
alter table unit_accreditation add constraint unit_accreditation_once exclude using gist
  (unit_id with =, country_iso2 with =, daterange(from_on, until_on) with &&);
alter table unit_accreditation add constraint unit_accreditation_order check (until_on >= from_on);
alter table unit_membership drop constraint unit_membership_member_unit_id_in_unit_id_from_on_key;
alter table unit_membership add constraint unit_membership_once exclude using gist
  (member_unit_id with =, in_unit_id with =, daterange(from_on, until_on) with &&);
alter table unit_membership add constraint unit_membership_order check (until_on >= from_on);
