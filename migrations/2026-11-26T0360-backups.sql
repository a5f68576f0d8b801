-- When what was backed up, and how it ended: what the administrator's page of backups shows.
create table backup_run (
  id uuid primary key default new_id(),
  kind text not null check (kind in ('backup', 'base')),
  is_scheduled boolean not null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  is_good boolean not null default false,
  -- A rule that refused and what fills its sentence, said in the reader's language.
  why text,
  why_details jsonb not null default '{}',
  file text,
  size_bytes bigint,
  row_count bigint,
  file_count integer,
  missing_count integer not null default 0,
  is_sealed boolean not null default false,
  is_proven boolean not null default false
);
comment on table backup_run is 'A backup that was made or tried; of the place, not of the union: no backup carries it.';
create index backup_run_kind_idx on backup_run (kind, started_at desc);
alter table backup_run enable row level security;
alter table backup_run force row level security;
create policy readable on backup_run for select using ((select actor_reach()) in ('system', 'staff', 'reader') and ((select actor_reach()) = 'system' or (select actor_is_at_root())));
create policy insertable on backup_run for insert with check ((select actor_reach()) = 'system');
create policy changeable on backup_run for update using ((select actor_reach()) = 'system');
create policy removable on backup_run for delete using ((select actor_reach()) = 'system');
