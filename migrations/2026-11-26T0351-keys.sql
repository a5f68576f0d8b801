-- A key is bound to what it is for: the interface or one calendar, reading or writing, kinds of records, the roles it was made in, a last day.
alter table access_token add column purpose text not null default 'calls', add column scope text not null default 'write',
  add column kinds text[] not null default '{}', add column appointment_ids uuid[] not null default '{}',
  add column ends_on date not null default '2000-01-01';
alter table access_token add constraint access_token_purpose check (purpose in ('calls', 'calendar'));
alter table access_token add constraint access_token_scope check (scope in ('read', 'write'));
comment on table access_token is 'A key for programs, or the address of one calendar. It never does more than its owner may. Only its hash is kept.';
comment on column access_token.kinds is 'The kinds of records it reads, or writes; none named is all.';
comment on column access_token.appointment_ids is 'The roles it was made in: it ends with the last of them, and a role given later is not among them.';
comment on column access_token.ends_on is 'Its last day; who makes a key without one makes none that works.';

-- Keys from before keep what they could do but to open a calendar, for a year and in the roles held now.
select set_config('amity.reach', 'system', true);
update access_token set ends_on = (now() at time zone 'Asia/Ho_Chi_Minh')::date + 365, appointment_ids = coalesce((select array_agg(access_appointment.id)
  from access_appointment where access_appointment.user_id = access_token.user_id
    and (access_appointment.until_on is null or access_appointment.until_on > (now() at time zone 'Asia/Ho_Chi_Minh')::date)), '{}');
alter table access_token alter column ends_on drop default;

-- What a key of one sending stood for is kept for a week.
create policy seen_by_the_end on idempotency_key for select using ((select actor_reach()) = 'system');
create policy ended on idempotency_key for delete using ((select actor_reach()) = 'system');
create index idempotency_key_at_idx on idempotency_key using brin (at);
