create type activity_status as enum ('draft', 'planned', 'moved', 'held', 'cancelled');
create type activity_kind as enum ('reception', 'working_session', 'friendship_meeting', 'seminar', 'celebration', 'festival',
  'exhibition', 'sports', 'contest', 'volunteering', 'visit', 'charity', 'forum', 'conference', 'online_meeting', 'other');
create type activity_occasion as enum ('relations_anniversary', 'association_anniversary', 'national_day', 'holiday', 'visit', 'forum', 'series', 'none');

create table activity_series (
  id uuid primary key default new_id(),
  name text not null
);
comment on table activity_series is 'A recurring event; each edition is an activity copied from the last.';
call own_rows('activity_series');

create table activity (
  id uuid primary key default new_id(),
  status activity_status not null default 'planned',
  kind activity_kind not null,
  title text not null check (title <> ''),
  search_text text generated always as (reference.fold(title)) stored,
  level text not null check (level in ('central', 'local')),
  is_multilateral boolean not null default false,
  is_international_conference boolean not null default false,
  countries text[] not null default '{}',
  partner_ids uuid[] not null default '{}',
  host_paths ltree[] not null,
  occasion activity_occasion not null default 'none',
  occasion_country text references reference.country (iso2),
  occasion_years integer check (occasion_years > 0),
  series_id uuid references activity_series (id),
  edition integer check (edition > 0),
  is_in_plan boolean not null default true,
  starts_on date not null,
  planned_on date,
  place text,
  participants integer check (participants >= 0),
  foreign_participants integer check (foreign_participants >= 0),
  result text,
  cancelled_reason text,
  check (status <> 'cancelled' or cancelled_reason is not null)
);
comment on table activity is 'On-the-spot activity. starts_on is the day it was or will be held; planned_on keeps the first plan.';
create index activity_starts_idx on activity (starts_on desc, id desc);
create index activity_countries_idx on activity using gin (countries);
create index activity_occasion_idx on activity (occasion_country);
create index activity_series_idx on activity (series_id);
create index activity_search_idx on activity using gin (search_text gin_trgm_ops);
call own_rows('activity');
create unique index activity_import_key_idx on activity (unit_id, import_key) where import_key is not null;

create table activity_host (
  activity_id uuid not null,
  host_unit_id uuid not null references unit (id),
  is_lead boolean not null,
  primary key (activity_id, host_unit_id)
);
comment on table activity_host is 'One lead and any number of co-hosts; each reports it, the system counts it once.';
create index activity_host_unit_idx on activity_host (host_unit_id);
create unique index activity_one_lead_idx on activity_host (activity_id) where is_lead;
call part_rows('activity_host', 'activity');

create table activity_partner (
  activity_id uuid not null,
  partner_id uuid not null references partner (id),
  primary key (activity_id, partner_id)
);
comment on table activity_partner is 'The partners who took part.';
create index activity_partner_partner_idx on activity_partner (partner_id);
call part_rows('activity_partner', 'activity');
alter table activity drop column partner_ids;

create table aid_project (
  id uuid primary key default new_id(),
  title text not null,
  search_text text generated always as (reference.fold(title)) stored,
  ngo_name text not null,
  ngo_country text not null references reference.country (iso2),
  sector text not null,
  province_code text,
  owner_name text,
  starts_on date not null,
  ends_on date
);
comment on table aid_project is 'A plain register of foreign-NGO aid (viện trợ PCPNN); the aid module comes later.';
create index aid_project_country_idx on aid_project (ngo_country);
call own_rows('aid_project');

create table aid_project_amount (
  id uuid primary key default new_id(),
  aid_project_id uuid not null,
  kind text not null check (kind in ('commitment', 'disbursement')),
  on_date date not null,
  amount_usd numeric not null check (amount_usd <> 0)
);
comment on table aid_project_amount is 'Committed and disbursed are different measures; each amount has its day. US dollars.';
create index aid_project_amount_date_idx on aid_project_amount (on_date);
call part_rows('aid_project_amount', 'aid_project');
