-- Visits abroad and from abroad: their parts, who decides, whom one asks.
create type delegation_direction as enum ('outgoing', 'incoming');
create type delegation_status as enum ('draft', 'proposed', 'opinions', 'approved', 'refused', 'preparing', 'travelling',
  'report_due', 'reported', 'settled', 'archived', 'cancelled', 'postponed');

create table delegation (
  id uuid primary key default new_id(),
  direction delegation_direction not null,
  status delegation_status not null default 'draft',
  title text not null check (title <> ''),
  search_text text generated always as (reference.words(title)) stored,
  purpose text,
  legal_basis text,
  is_in_plan boolean not null default true,
  host text,
  partner_id uuid references partner (id),
  countries text[] not null check (cardinality(countries) > 0),
  cities text,
  departs_on date not null,
  returns_on date not null,
  head_name text,
  member_count integer not null default 0 check (member_count >= 0),
  invitation_on date,
  invitation_from text,
  expected_members integer check (expected_members > 0),
  status_since timestamptz not null default now(),
  report_due_on date,
  check (returns_on >= departs_on)
);
comment on table delegation is 'One visit abroad (outgoing) or from abroad (incoming); counted once however many countries it visits.';
create index delegation_departs_idx on delegation (departs_on desc, id);
create index delegation_partner_idx on delegation (partner_id);
create index delegation_countries_idx on delegation using gin (countries);
create index delegation_search_idx on delegation using gin (search_text gin_trgm_ops);
call own_rows('delegation', are_many => true);
create index delegation_unit_path_idx on delegation using gist (unit_path);
create unique index delegation_import_key_idx on delegation (unit_id, import_key) where import_key is not null;

create table delegation_member (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  name text not null,
  position text,
  role text not null check (role in ('head', 'deputy_head', 'member', 'interpreter', 'secretary', 'press')),
  home text,
  year_of_birth integer check (year_of_birth between 1900 and 2100),
  took_part boolean not null default true,
  passport_number text,
  passport_expires_on date,
  passport_erase_on date
);
comment on table delegation_member is 'Passport data lives only here and is erased on its day (Decree 13/2023 on personal data).';
create unique index delegation_one_head_idx on delegation_member (delegation_id) where role = 'head';
call part_rows('delegation_member', 'delegation');

create table delegation_programme_entry (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  on_date date not null,
  starts_at time,
  content_vi text not null,
  content_en text,
  place text,
  person_answerable text
);
comment on table delegation_programme_entry is 'The programme by day and hour.';
call part_rows('delegation_programme_entry', 'delegation');

create table delegation_meeting (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  partner_id uuid not null references partner (id),
  on_date date not null,
  note text
);
comment on table delegation_meeting is 'A meeting with a partner during the visit.';
create index delegation_meeting_partner_idx on delegation_meeting (partner_id);
call part_rows('delegation_meeting', 'delegation');

create table delegation_provision (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  kind text not null check (kind in ('gift', 'document')),
  description text not null,
  counterpart text,
  quantity integer not null default 1 check (quantity > 0)
);
comment on table delegation_provision is 'Gifts to hand over and documents to sign.';
call part_rows('delegation_provision', 'delegation');

create table delegation_budget_line (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  description text not null,
  quantity numeric not null check (quantity > 0),
  unit_price numeric not null check (unit_price >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payer text not null check (payer in ('union', 'unit', 'partner', 'self', 'state', 'other'))
);
comment on table delegation_budget_line is 'The cost estimate, line by line, each with who pays.';
call part_rows('delegation_budget_line', 'delegation');

create table delegation_decision (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  step text not null check (step in ('approve', 'return', 'refuse', 'opinion', 'cancel', 'postpone')),
  decided_on date not null,
  decided_by uuid,
  decided_by_name text not null,
  on_behalf_of uuid,
  number text,
  reason text,
  file_id uuid references file (id),
  created_at timestamptz not null default now()
);
comment on table delegation_decision is 'Approvals, returns, refusals and withdrawals: who, when, number, scan.';
create index delegation_decision_file_idx on delegation_decision (file_id);
call part_rows('delegation_decision', 'delegation');

create table delegation_report (
  id uuid primary key default new_id(),
  delegation_id uuid not null unique,
  facts text not null,
  assessment text,
  proposals text,
  reported_on date not null
);
comment on table delegation_report is 'The result report (báo cáo kết quả).';
call part_rows('delegation_report', 'delegation');

create table delegation_commitment (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  content text not null,
  lead_unit_id uuid not null references unit (id),
  due_on date not null,
  is_awaiting_text boolean not null default false,
  done_on date,
  outcome text
);
comment on table delegation_commitment is 'What was promised: one lead unit, one day; open until done.';
create index delegation_commitment_lead_idx on delegation_commitment (lead_unit_id);
create index delegation_commitment_open_idx on delegation_commitment (due_on) where done_on is null;
call part_rows('delegation_commitment', 'delegation');

create table delegation_route (
  id uuid primary key default new_id(),
  unit_kind text,
  direction delegation_direction,
  is_in_plan boolean,
  approving_kind text not null check (approving_kind in ('own', 'parent', 'union')),
  report_due_working_days integer not null default 7 check (report_due_working_days > 0),
  from_on date not null,
  until_on date
);
comment on table delegation_route is 'Who approves which delegation and when its report is due: data, with validity; the first that fits counts.';
alter table delegation_route enable row level security;
alter table delegation_route force row level security;
create policy readable on delegation_route for select using (actor_reach() <> 'anonymous');
create policy insertable on delegation_route for insert with check (actor_reach() = 'system' or actor_is_at_root());
create policy changeable on delegation_route for update using (actor_reach() = 'system' or actor_is_at_root());

create table delegation_request (
  id uuid primary key default new_id(),
  delegation_id uuid not null references delegation (id),
  kind text not null check (kind in ('opinion', 'programme')),
  question text not null check (question <> ''),
  asked_name text not null,
  title text not null,
  summary jsonb not null,
  due_on date not null
);
comment on table delegation_request is 'A question with a due day to a ministry, a mission or a partner. They see this summary as it stood, never the delegation''s own rows.';
create index delegation_request_delegation_idx on delegation_request (delegation_id);
call own_rows('delegation_request');

create table delegation_answer (
  delegation_request_id uuid primary key,
  verdict text not null check (verdict in ('agree', 'remarks', 'object')),
  comment text,
  answered_by uuid not null,
  answered_by_name text not null,
  answered_on date not null,
  check (verdict = 'agree' or comment is not null)
);
comment on table delegation_answer is 'One answer to one request, by whoever was asked.';
call part_rows('delegation_answer', 'delegation_request');
create policy sayable on delegation_answer for insert with check (may_say(visibility, shared_paths, named_user_ids, answered_by));

-- A delegation counts once it has left.
create view delegation_fact with (security_invoker = true) as
  select delegation.id, delegation.direction, delegation.title, delegation.departs_on as on_date, delegation.unit_id, delegation.unit_path,
    delegation.countries, delegation.member_count
  from delegation
  where delegation.status in ('travelling', 'report_due', 'reported', 'settled', 'archived');
comment on view delegation_fact is 'Delegations that left, by the day they left.';
