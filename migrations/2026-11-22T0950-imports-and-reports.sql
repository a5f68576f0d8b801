create table import (
  id uuid primary key default new_id(),
  kind text not null check (kind in ('partners', 'delegations', 'activities')),
  status text not null check (status in ('trying', 'tried', 'committing', 'committed', 'undone', 'failed')),
  file_name text not null,
  file_sha256 text not null,
  mapping jsonb not null default '{}',
  remarks text[] not null default '{}',
  rows integer not null default 0,
  processed integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  refused integer not null default 0,
  failure text,
  finished_at timestamptz
);
comment on table import is 'One workbook: tried, committed, undone; in = created + updated + skipped + refused.';
call own_rows('import');

create table import_problem (
  id uuid primary key default new_id(),
  import_id uuid not null,
  row_number integer not null,
  column_name text,
  message text not null
);
comment on table import_problem is 'Why a row was refused, in words for the person who made the workbook.';
call part_rows('import_problem', 'import');

create table import_before (
  id uuid primary key default new_id(),
  import_id uuid not null,
  record_id uuid not null,
  before jsonb not null
);
comment on table import_before is 'What an updated record held before, so that undo restores it.';
call part_rows('import_before', 'import');

create table report (
  id uuid primary key default new_id(),
  kind text not null check (kind in ('annual')),
  year integer not null,
  status text not null check (status in ('interim', 'final')),
  as_of date not null,
  content jsonb not null,
  frozen_at timestamptz not null default now()
);
comment on table report is 'A report that was sent, with every figure as it was; later corrections are listed against it.';
call own_rows('report');

create table report_text (
  id uuid primary key default new_id(),
  year integer not null,
  section text not null,
  language text not null check (language in ('vi', 'en')),
  body text not null
);
comment on table report_text is 'The paragraphs that people write beside the computed sentences.';
call own_rows('report_text');
create unique index report_text_place_idx on report_text (unit_id, year, section, language);

-- What counts. A delegation counts once it has left; an activity once it was held.
create view report_delegation with (security_invoker = true) as
  select delegation.id, delegation.direction, delegation.title, delegation.departs_on as on_date, delegation.unit_id, delegation.unit_path,
    delegation.countries, delegation.member_count
  from delegation
  where delegation.status in ('travelling', 'report_due', 'reported', 'settled', 'archived');
comment on view report_delegation is 'Delegations that left, by the day they left.';

create view report_activity with (security_invoker = true) as
  select activity.id, activity.title, activity.kind, activity.level, activity.is_multilateral, activity.is_international_conference,
    activity.starts_on as on_date, activity.unit_id, activity.unit_path, activity.host_paths, activity.countries,
    activity.occasion, activity.occasion_country, activity.occasion_years
  from activity
  where activity.status = 'held';
comment on view report_activity is 'Activities that were held, by the day they were held.';

create view report_aid with (security_invoker = true) as
  select aid_project_amount.id, aid_project.id as project_id, aid_project.title, aid_project.ngo_name, aid_project.ngo_country,
    aid_project.sector, aid_project.province_code, aid_project_amount.kind, aid_project_amount.on_date, aid_project_amount.amount_usd,
    aid_project.unit_id, aid_project.unit_path
  from aid_project_amount
  join aid_project on aid_project.id = aid_project_amount.aid_project_id;
comment on view report_aid is 'Foreign-NGO aid amounts in US dollars, by the day they were committed or disbursed.';

create view report_partner with (security_invoker = true) as
  select partner_event.id, partner_event.partner_id, partner.name as title, partner_event.on_date, partner_event.unit_id, partner_event.unit_path,
    coalesce(extract(year from partner.first_contact_on) = extract(year from partner_event.on_date), false) as is_new
  from partner_event
  join partner on partner.id = partner_event.partner_id;
comment on view report_partner is 'Partners with whom something was done, by its day; new ones had their first contact in the same year.';
