-- Each line of the history proves itself, so that today's are checked too, and what one says of a person can be struck out while the
-- chain stays whole (docs/decisions/0051): said is the digest of the line, salted; the chain is made over it.
alter table history add column salt text, add column said text, add column struck_at timestamptz;
comment on column history.salt is 'Made at random; without it nobody guesses from the digest what was struck out.';
comment on column history.said is 'sha256 over the salt and what the line said when it was written; it stays when values are struck out.';
comment on column history.struck_at is 'When values were struck out of it; a later line says which, and the digest of what is left.';

-- What the rows of a record looked like after each act, as salted digests: a row that differs was changed by nothing that the history knows.
create table history_state (
  id bigint generated always as identity primary key,
  subject_kind text not null,
  subject_id uuid not null,
  salt text,
  rows text not null
);
comment on table history_state is 'By record and act: the digests of its rows as the act left them. The newest must match the rows that are there.';
comment on column history_state.rows is 'By table and shape, by key: the digest of the row, then two bytes of digest for each column.';
comment on column history_state.salt is 'Taken away once values of the record were struck out or erased, of all but the newest.';
create index history_state_subject_idx on history_state (subject_kind, subject_id, id desc);
alter table history_state enable row level security;
alter table history_state force row level security;
create policy readable on history_state for select using ((select actor_reach()) = 'system');
create policy insertable on history_state for insert with check ((select actor_reach()) = 'system');
create policy forgotten on history_state for update using ((select actor_reach()) = 'system') with check ((select actor_reach()) = 'system');

create table history_shape (
  hash text primary key,
  columns text[] not null
);
comment on table history_shape is 'The columns a table had when digests of its rows were taken.';
alter table history_shape enable row level security;
alter table history_shape force row level security;
create policy readable on history_shape for select using ((select actor_reach()) = 'system');
create policy insertable on history_shape for insert with check ((select actor_reach()) = 'system');

-- Each writer adds to one of a few rows, so that none waits for another: a line that is missing before anything was sealed is missed here.
create table history_tally (
  shard integer primary key,
  lines bigint not null,
  states bigint not null,
  total numeric not null
);
comment on table history_tally is 'How many lines and states were ever written, and the sum of the beginnings of their digests.';
alter table history_tally enable row level security;
alter table history_tally force row level security;
create policy readable on history_tally for select using ((select actor_reach()) = 'system');
create policy insertable on history_tally for insert with check ((select actor_reach()) = 'system');
create policy changeable on history_tally for update using ((select actor_reach()) = 'system');

-- A seal goes on from the last line of the one before, whatever the clock said meanwhile; those of before stay as they are, and are checked.
alter table history_seal add column form integer not null default 1, add column states bigint not null default 0,
  add column last_state bigint not null default 0;
alter table history_seal drop constraint history_seal_pkey;
alter table history_seal add primary key (form, last_id);
comment on table history_seal is 'Links of a chain, one for each day: sha256 over the link before and all that was written since (docs/verify).';
comment on column history_seal.form is '1: over the text of the lines of a day; 2: over the digests of all lines and states since the link before.';

create table history_check (
  id uuid primary key default new_id(),
  checked_at timestamptz not null,
  seconds integer not null,
  lines bigint not null,
  records bigint not null,
  found jsonb not null check (jsonb_typeof(found) = 'array'),
  found_in_all bigint not null
);
comment on table history_check is 'What each check of the history came to: how much was looked at, and what was found.';
alter table history_check enable row level security;
alter table history_check force row level security;
create policy readable on history_check for select
  using ((select actor_reach()) = 'system' or (select actor_reach()) in ('staff', 'reader') and (select actor_is_at_root()));
create policy insertable on history_check for insert with check ((select actor_reach()) = 'system');
