-- What receiving guests needs beside what sending a delegation needs: how they are received, when they arrive and leave, who hosts which part.
alter table delegation add asked_by text;
alter table delegation add reception_level text;
alter table delegation add reception_reason text;
alter table delegation add needs text;
alter table delegation add security_level text;
alter table delegation add constraint delegation_reception_level_known check (reception_level in ('high', 'equal', 'working', 'courtesy'));
alter table delegation add constraint delegation_security_level_known check (security_level in ('normal', 'attention', 'special'));
comment on column delegation.asked_by is 'Who asked for the visit, where nobody of the union invited.';
comment on column delegation.reception_level is 'With which honours guests are received: above their rank, at their rank, working, courtesy.';
comment on column delegation.needs is 'What guests eat and do not, and how they get about.';

-- A province (or any other unit) is asked to host guests for some days. Its row has the rights of who hosts plus who asked, never the visit''s.
create table delegation_hosting (
  id uuid primary key default new_id(),
  delegation_id uuid not null references delegation (id) on delete cascade,
  title text not null,
  asker_unit_id uuid not null references unit (id),
  from_on date not null,
  until_on date not null,
  wish text not null,
  due_on date not null,
  shows_head boolean not null default false,
  shows_needs boolean not null default false,
  status text not null default 'asked',
  remark text,
  contact_name text,
  contact_phone text,
  interpreter text,
  car text,
  answered_on date,
  answered_by_name text
);
alter table delegation_hosting add constraint delegation_hosting_title_check check (title <> '');
alter table delegation_hosting add constraint delegation_hosting_order check (until_on >= from_on);
alter table delegation_hosting add constraint delegation_hosting_status_check check (status in ('asked', 'confirmed', 'change_asked', 'declined', 'withdrawn'));
alter table delegation_hosting add constraint delegation_hosting_said check (status not in ('change_asked', 'declined') or remark is not null);
alter table delegation_hosting add constraint delegation_hosting_answered check (status not in ('confirmed', 'change_asked', 'declined') or answered_on is not null);
comment on table delegation_hosting is 'What a unit is asked to do for guests, and what it says to that. The unit sees this row and the entries of the programme that it hosts, and nothing else of the visit.';
comment on column delegation_hosting.title is 'What the visit is called, as its facts say it.';
create index delegation_hosting_asker_idx on delegation_hosting (asker_unit_id);
call own_rows('delegation_hosting');
alter table delegation_hosting add constraint delegation_hosting_once unique (delegation_id, unit_id);
-- Who asks names another unit's row, in the own name; nobody outside the union does.
create policy sayable on delegation_hosting for insert with check (created_by = (select actor_user()) and (select actor_reach()) = 'staff'
  and (named_user_ids @> (select actor_named()) or visibility <> 'confidential' and shared_paths && (select actor_paths())));

-- What a day sheet says of an entry, and which unit hosts it.
alter table delegation_programme_entry add host_unit_id uuid references unit (id);
alter table delegation_programme_entry add meals text;
alter table delegation_programme_entry add hotel text;
alter table delegation_programme_entry add car text;
alter table delegation_programme_entry add interpreter text;
alter table delegation_programme_entry add press text;
create index delegation_programme_entry_host_idx on delegation_programme_entry (host_unit_id) where host_unit_id is not null;

-- When they arrive and leave, by what, and who meets them.
create table delegation_journey (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  way text not null,
  on_date date not null,
  at_time time,
  vehicle text not null,
  place text,
  met_by text,
  met_by_phone text,
  remark text
);
alter table delegation_journey add constraint delegation_journey_way_known check (way in ('arrives', 'departs'));
comment on table delegation_journey is 'An arrival or a departure of those who travel: a flight, a train, a crossing of the border.';
call part_rows('delegation_journey', 'delegation');
