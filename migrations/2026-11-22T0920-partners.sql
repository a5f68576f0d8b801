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
  search_text text generated always as (reference.fold(name || ' ' || coalesce(name_vi, ''))) stored,
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
create index partner_country_idx on partner (country_iso2);
create index partner_name_idx on partner (name, id);
create index partner_last_contact_idx on partner (last_contact_on desc nulls last, id);
create index partner_search_idx on partner using gin (search_text gin_trgm_ops);
call own_rows('partner');
create unique index partner_import_key_idx on partner (unit_id, import_key) where import_key is not null;

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
create index partner_name_search_idx on partner_name using gin (reference.fold(name) gin_trgm_ops);

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
  unique (partner_id, subject_id)
);
comment on table partner_event is 'The timeline: everything done with a partner, written by the records it took part in.';
create index partner_event_subject_idx on partner_event (subject_id);
create index partner_event_partner_idx on partner_event (partner_id, on_date desc);
alter table partner_event
  add unit_id uuid not null, add unit_path ltree not null, add visibility row_visibility not null, add shared_paths ltree[] not null,
  add named_user_ids uuid[] not null, add foreign key (unit_id, unit_path) references unit (id, path) on update cascade;
create index partner_event_unit_idx on partner_event (unit_id, unit_path);
call protect('partner_event');
