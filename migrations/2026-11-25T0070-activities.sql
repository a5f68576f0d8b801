-- What is done with friends on the spot: one lead, any number of co-hosts, the partners who took part.
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
  search_text text generated always as (reference.words(title)) stored,
  level text not null check (level in ('central', 'local')),
  is_multilateral boolean not null default false,
  is_international_conference boolean not null default false,
  countries text[] not null default '{}',
  host_paths ltree[] not null,
  is_joint boolean generated always as (cardinality(host_paths) > 1) stored,
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
-- Planned for a day that has passed: a handful among a million.
create index activity_open_idx on activity (starts_on) where status in ('planned', 'moved');
call own_rows('activity', are_many => true);
create unique index activity_import_key_idx on activity (unit_id, import_key) where import_key is not null;
-- The line of units above a row, as text, because equality of text may search an index under row-level security. The root
-- needs none: everything is below it.
alter table activity
  add line_2 text generated always as (public.ltree2text(public.subpath(unit_path, 0, 2))) stored,
  add line_3 text generated always as (public.ltree2text(public.subpath(unit_path, 0, 3))) stored,
  add line_4 text generated always as (public.ltree2text(public.subpath(unit_path, 0, 4))) stored;
create index activity_line_2_idx on activity (line_2, starts_on desc, id desc);
create index activity_line_3_idx on activity (line_3, starts_on desc, id desc);
create index activity_line_4_idx on activity (line_4, starts_on desc, id desc);
-- How common a word is decides which index helps, so more of them are remembered.
do $$
begin
  execute 'alter table activity alter search_text set statistics 300';
exception when feature_not_supported then
  raise notice 'this server keeps its own statistics of activity';
end $$;

create table activity_host (
  activity_id uuid not null,
  host_unit_id uuid not null references unit (id),
  is_lead boolean not null,
  primary key (activity_id, host_unit_id)
);
comment on table activity_host is 'One lead and any number of co-hosts; each reports it, the system counts it once.';
create index activity_host_unit_idx on activity_host (host_unit_id);
create index activity_host_joint_idx on activity_host (host_unit_id, activity_id) where not is_lead;
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

-- An activity counts once it was held.
create view activity_fact with (security_invoker = true) as
  select activity.id, activity.title, activity.kind, activity.level, activity.is_multilateral, activity.is_international_conference,
    activity.starts_on as on_date, activity.unit_id, activity.unit_path, activity.host_paths, activity.countries,
    activity.occasion, activity.occasion_country, activity.occasion_years
  from activity
  where activity.status = 'held';
comment on view activity_fact is 'Activities that were held, by the day they were held.';
