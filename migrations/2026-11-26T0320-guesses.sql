-- Wrong tries of secrets, counted for all copies of the application at once and past a restart. Its rows are few by their making: the names
-- are of accounts that exist, of devices that signed in, or one of a fixed number of places into which all others fall (guessing.server.ts).
create table access_guess (
  name text primary key,
  wrong integer not null,
  since timestamptz not null
);
comment on table access_guess is 'How often a secret was tried wrongly, per account, device and client, since when; gone a day later.';
create index access_guess_since_idx on access_guess (since);
alter table access_guess enable row level security;
alter table access_guess force row level security;
create policy counted on access_guess using (actor_reach() = 'system');
