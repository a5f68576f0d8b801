-- What the platform keeps for every module: the history and its seals, what was sent twice, attachments.
create table history (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  user_id uuid,
  user_name text not null,
  on_behalf_of uuid,
  unit_id uuid not null,
  unit_path ltree not null,
  visibility row_visibility not null,
  shared_paths ltree[] not null default '{}',
  named_user_ids uuid[] not null default '{}',
  subject_kind text not null,
  subject_id uuid not null,
  action text not null,
  before jsonb,
  after jsonb,
  written_in xid8 not null default pg_current_xact_id(),
  foreign key (unit_id, unit_path) references unit_place (unit_id, path)
);
comment on table history is 'Who did what to which record, before and after. Append-only; never the source of truth.';
-- A figure once computed is right until something it was counted from is written. Each line of history therefore carries the
-- transaction that wrote it, and a kept figure the snapshot it was counted in (docs/decisions/0011).
comment on column history.written_in is 'The transaction of this cluster that wrote the line; not part of the record, neither sealed nor backed up.';
create index history_written_idx on history (written_in);
create index history_subject_idx on history (subject_id, id desc);
-- What changed lately in one unit is read from the end of its own lines, however long the union's history is.
create index history_unit_latest_idx on history (unit_id, unit_path, id desc);
-- Auditors read the history by day and by person; lines come in the order of time, so ranges of blocks are enough.
create index history_at_idx on history using brin (at);
alter table history enable row level security;
alter table history force row level security;
-- Who did what inside the union is not for outside users, even about a record that was granted to them.
create policy readable on history for select
  using (actor_reach() <> 'outside' and may_read(unit_path, visibility, shared_paths, named_user_ids));
create policy insertable on history for insert with check (actor_reach() <> 'anonymous');

create table history_seal (
  day date primary key,
  first_id bigint not null,
  last_id bigint not null,
  lines bigint not null,
  previous_hash text not null,
  hash text not null,
  sealed_at timestamptz not null default now()
);
comment on table history_seal is 'One link a day: sha256 over the link before and every line of the day (docs/runbook.md shows the formula).';

create table idempotency_key (
  user_id uuid not null,
  key text not null,
  at timestamptz not null default now(),
  answer jsonb,
  primary key (user_id, key)
);
comment on table idempotency_key is 'A form or call sent twice is answered with what the first one did.';
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy own on idempotency_key using (user_id = actor_user()) with check (user_id = actor_user());

create table file (
  id uuid primary key default new_id(),
  subject_kind text not null,
  subject_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  has_consent boolean not null default false
);
comment on table file is 'An attachment; its bytes lie in the file store under their sha256.';
create index file_subject_idx on file (subject_id);
call own_rows('file');
