-- What somebody new does in the first week stands on Today until it is done. Kept is only what no record shows (docs/decisions/0067).
create table learning_first_week (
  user_id uuid primary key references auth_user (id),
  shown_from date,
  is_put_away boolean not null default false,
  opened text[] not null default '{}',
  created_at timestamptz not null default clock_timestamp()
);
comment on table learning_first_week is 'What one person said of the first week on Today: nobody else reads it.';
comment on column learning_first_week.shown_from is 'The day from which it is shown again; left open it is the first day of the first role.';
comment on column learning_first_week.opened is 'The tasks that were opened, where no record shows that they were done.';
alter table learning_first_week enable row level security;
alter table learning_first_week force row level security;
create policy own on learning_first_week using ((select actor_reach()) = 'system' or user_id = (select actor_user()))
  with check ((select actor_reach()) = 'system' or user_id = (select actor_user()));
