-- A body outside the union is asked as a body: whoever speaks for it reads and answers.
create table access_body (
  id uuid primary key default new_id(),
  name text not null,
  kind text not null,
  closed_on date,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
alter table access_body add constraint access_body_name_check check (name <> '');
alter table access_body add constraint access_body_kind_known check (kind in ('consulted_agency', 'partner', 'foreign_ngo'));
alter table access_body add constraint access_body_once unique (name);
comment on table access_body is 'A ministry, partner or foreign NGO whose people have accounts here. From closed_on on it is asked no more.';
alter table access_body enable row level security;
alter table access_body force row level security;
create policy readable on access_body for select using ((select actor_reach()) in ('system', 'staff', 'reader'));
create policy insertable on access_body for insert with check ((select actor_reach()) = 'system'
  or (select actor_reach()) = 'staff' and (select actor_role()) = 'administrator' and (select actor_is_at_root()));
create policy changeable on access_body for update using ((select actor_reach()) = 'system'
  or (select actor_reach()) = 'staff' and (select actor_role()) = 'administrator' and (select actor_is_at_root()));
alter table access_appointment add body_id uuid references access_body (id);
comment on column access_appointment.body_id is 'The body outside the union for which this person speaks.';
create index access_appointment_body_idx on access_appointment (body_id) where body_id is not null;

-- Whom a body's question names are the people of that body; how often it was reminded of, and that the leaders were told.
alter table exchange_owed add to_body_id uuid references access_body (id);
alter table exchange_owed drop constraint exchange_owed_check;
alter table exchange_owed add constraint exchange_owed_addressee check (num_nonnulls(to_unit_id, to_user_id, to_body_id, to_mail) = 1);
alter table exchange_owed add reminded_on date;
alter table exchange_owed add reminded_count integer not null default 0;
alter table exchange_owed add escalated_on date;
create index exchange_owed_body_idx on exchange_owed (to_body_id) where to_body_id is not null;

-- An answer on paper: its number, its day, and what was scanned.
alter table exchange_answer add paper_number text;
alter table exchange_answer add paper_on date;
alter table exchange_answer add file_name text;
alter table exchange_answer add file_media_type text;
alter table exchange_answer add file_size_bytes bigint;
alter table exchange_answer add file_sha256 text;
alter table exchange_answer add constraint exchange_answer_file_whole
  check (num_nonnulls(file_name, file_media_type, file_size_bytes, file_sha256) in (0, 4));

-- Who asked withdraws the question, and says why.
alter table exchange_settlement drop constraint exchange_settlement_outcome_check;
alter table exchange_settlement add constraint exchange_settlement_outcome_check
  check (outcome in ('done', 'accept', 'return', 'take_back', 'withdraw'));
alter table exchange_settlement add constraint exchange_settlement_reason check (outcome <> 'withdraw' or sentence is not null);

-- Who of those asked opened it, and when first.
create table exchange_opening (
  id uuid primary key default new_id(),
  exchange_owed_id uuid not null,
  opened_by uuid not null,
  opened_by_name text not null,
  opened_at timestamptz not null
);
alter table exchange_opening add constraint exchange_opening_once unique (exchange_owed_id, opened_by);
comment on table exchange_opening is 'Who of those asked opened a question, and when for the first time; written as it is read.';
call part_rows('exchange_opening', 'exchange_owed');
create policy sayable on exchange_opening for insert with check (may_say(visibility, '{}', named_user_ids, opened_by));
do $$ begin execute format('create policy near on exchange_opening as restrictive for select using (%s)', near_rule()); end $$;
drop policy changeable on exchange_opening;
drop policy removable on exchange_opening;
-- It never named who opened it.
alter table exchange_owed drop column seen_at;
