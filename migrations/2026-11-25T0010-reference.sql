-- Facts that every union shares: countries, relations, provinces, missions, calendars. Confidence B and C show as "to be confirmed".
-- A second union of the same database finds these there already.
create table if not exists reference.country (
  iso2 text primary key check (iso2 ~ '^[A-Z]{2}$'),
  iso_numeric text not null,
  name_en text not null,
  name_vi text not null,
  names_other text[] not null default '{}',
  region_en text not null,
  region_vi text not null,
  capital_en text,
  status text not null,
  national_day text check (national_day ~ '^\d\d-\d\d$'),
  search_text text not null
);
comment on table reference.country is 'Members of the United Nations, observers and other territories that occur in the records.';
create index if not exists country_search_idx on reference.country using gin (search_text gin_trgm_ops);

create table if not exists reference.diplomatic_relation (
  iso2 text primary key references reference.country (iso2),
  established_on date not null,
  precision text not null check (precision in ('day', 'year')),
  confidence text not null check (confidence in ('A', 'B', 'C')),
  note text,
  source text
);
comment on table reference.diplomatic_relation is 'When diplomatic relations were established; year-only dates stand on 1 January.';

create table if not exists reference.province (
  code text not null,
  edition integer not null check (edition in (2024, 2025)),
  name_vi text not null,
  name_en text not null,
  successor_code text,
  region_vi text not null,
  region_en text not null,
  primary key (code, edition)
);
comment on table reference.province is 'Provinces before (2024) and after (2025) 1 July 2025. Codes are re-used, so a code goes with its edition.';

create table if not exists reference.mission_post (
  id integer primary key,
  host_iso2 text not null references reference.country (iso2),
  city text not null,
  kind text not null,
  accredited_iso2 text[] not null default '{}',
  confidence text not null check (confidence in ('A', 'B', 'C')),
  source text
);
comment on table reference.mission_post is 'Vietnamese missions abroad and the countries each is accredited to.';
create index if not exists mission_post_host_idx on reference.mission_post (host_iso2);

create table if not exists reference.calendar_day (
  calendar text not null,
  on_date date not null,
  kind text not null check (kind in ('holiday', 'compensatory', 'swap_off', 'swap_working')),
  name_vi text not null,
  name_en text not null,
  legal_basis text,
  certainty text not null,
  primary key (calendar, on_date)
);
comment on table reference.calendar_day is 'Days off and worked Saturdays; the rest follows from the weekday.';

create table if not exists reference.foreign_ngo (
  id integer primary key,
  name_en text not null,
  acronym text,
  country_iso2 text references reference.country (iso2),
  sectors text[] not null default '{}',
  province_codes text[] not null default '{}',
  confidence text not null check (confidence in ('A', 'B', 'C')),
  source text
);
comment on table reference.foreign_ngo is 'Foreign organisations that work or worked in Viet Nam; not an official list.';
create index if not exists foreign_ngo_country_idx on reference.foreign_ngo (country_iso2);
