-- Partners abroad, their names, relations and contact points, and everything done with them.
create type partner_kind as enum ('peoples_organization', 'friendship_association', 'solidarity_committee', 'peace_movement',
  'political_party', 'research_institute', 'university', 'local_government', 'foundation', 'foreign_ngo', 'business_association',
  'embassy', 'international_organization', 'overseas_vietnamese_association', 'individual_friend');
create type partner_status as enum ('active', 'dormant', 'closed');

create table partner (
  id uuid primary key default new_id(),
  kind partner_kind not null,
  status partner_status not null default 'active',
  name text not null check (name <> ''),
  name_vi text,
  family_name text,
  given_name text,
  position text,
  other_names text not null default '',
  search_text text generated always as (reference.words(name || ' ' || coalesce(name_vi, '') || ' ' || other_names)) stored,
  name_words text generated always as (reference.words(name)) stored,
  country_iso2 text not null references reference.country (iso2),
  city text,
  fields text,
  birth_year integer check (birth_year between 1900 and 2100),
  introduced_by text,
  officer_name text,
  first_contact_on date,
  last_contact_on date,
  next_step text,
  next_step_on date,
  closed_reason text
);
comment on table partner is 'Organizations and persons abroad. A person is a partner of kind individual_friend; only the year of birth is kept.';
comment on column partner.other_names is 'The names of partner_name beside the official one, kept here by the commands so that one index finds them all.';
create index partner_country_idx on partner (country_iso2);
create index partner_name_idx on partner (name collate "vi-x-icu", id);
create index partner_last_contact_idx on partner (coalesce(last_contact_on, '-infinity'::date) desc, id desc);
-- One text holds every name of a partner; the first name alone is what begins-with searches.
create index partner_search_idx on partner using gin (search_text gin_trgm_ops);
create index partner_words_idx on partner (name_words collate "C", id);
call own_rows('partner', are_many => true);
create index partner_unit_path_idx on partner using gist (unit_path);
create unique index partner_import_key_idx on partner (unit_id, import_key) where import_key is not null;
-- How common a word is decides which index helps, so more of them are remembered.
do $$
begin
  execute 'alter table partner alter search_text set statistics 300';
exception when feature_not_supported then
  raise notice 'this server keeps its own statistics of partner';
end $$;

create table partner_name (
  id uuid primary key default new_id(),
  partner_id uuid not null,
  name text not null,
  language text not null,
  script text,
  kind text not null check (kind in ('official', 'alias', 'former', 'abbreviation')),
  from_on date,
  until_on date
);
comment on table partner_name is 'Every name a partner has or had, found by search.';
call part_rows('partner_name', 'partner');

create table partner_relation (
  id uuid primary key default new_id(),
  partner_id uuid not null,
  other_partner_id uuid not null references partner (id),
  kind text not null check (kind in ('belongs_to', 'leads', 'works_for', 'successor_of', 'cooperates_with')),
  from_on date,
  until_on date
);
comment on table partner_relation is 'A dated relation between two partners.';
create index partner_relation_other_idx on partner_relation (other_partner_id);
call part_rows('partner_relation', 'partner');

create table partner_contact_point (
  id uuid primary key default new_id(),
  partner_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'address', 'website')),
  value text not null,
  consent_on date,
  purpose text not null default 'partner relations'
);
comment on table partner_contact_point is 'How to reach a partner; personal ones need consent with its day.';
call part_rows('partner_contact_point', 'partner');

create table partner_event (
  id uuid primary key default new_id(),
  partner_id uuid not null references partner (id),
  on_date date not null,
  subject_kind text not null,
  subject_id uuid not null,
  title text not null,
  unit_id uuid not null,
  unit_path ltree not null,
  visibility row_visibility not null,
  shared_paths ltree[] not null,
  named_user_ids uuid[] not null,
  unique (partner_id, subject_id),
  foreign key (unit_id, unit_path) references unit_place (unit_id, path)
);
comment on table partner_event is 'The timeline: everything done with a partner, written by the records it took part in.';
create index partner_event_subject_idx on partner_event (subject_id);
create index partner_event_partner_idx on partner_event (partner_id, on_date desc);
create index partner_event_unit_idx on partner_event (unit_id, unit_path);
call protect('partner_event');

create table partner_suggestion (
  id uuid primary key default new_id(),
  partner_id uuid not null,
  body text not null check (body <> ''),
  made_by uuid not null,
  made_by_name text not null,
  made_on date not null,
  settled_on date,
  outcome text
);
comment on table partner_suggestion is 'What a partner says should be corrected in its own record; the unit that keeps the record settles it.';
create index partner_suggestion_open_idx on partner_suggestion (made_on) where settled_on is null;
call part_rows('partner_suggestion', 'partner');
create policy sayable on partner_suggestion for insert with check (may_say(visibility, shared_paths, named_user_ids, made_by));

create view partner_fact with (security_invoker = true) as
  select partner_event.id, partner_event.partner_id, partner.name as title, partner_event.on_date, partner_event.unit_id, partner_event.unit_path,
    coalesce(extract(year from partner.first_contact_on) = extract(year from partner_event.on_date), false) as is_new
  from partner_event
  join partner on partner.id = partner_event.partner_id;
comment on view partner_fact is 'Partners with whom something was done, by its day; new ones had their first contact in the same year.';

create view partner_country_fact with (security_invoker = true) as
  select partner.id, partner.country_iso2, partner.last_contact_on from partner;
comment on view partner_country_fact is 'Every partner by its country, with the day of last contact: what the list of countries says of them.';
