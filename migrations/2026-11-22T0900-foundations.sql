-- What every table stands on: search without marks, who acts, the history and its seals.
create extension if not exists ltree schema public;
create extension if not exists pg_trgm schema public;
create extension if not exists unaccent schema public;
create extension if not exists btree_gist schema public;

-- Row-level security keeps an index from being searched with a function that might reveal hidden rows. These compare and
-- reveal nothing, but only a superuser may say so; without it search is right and slower (docs/runbook.md).
do $$
begin
  execute 'alter function pg_catalog.textlike(text, text) leakproof';
  execute 'alter function public.ltree_risparent(public.ltree, public.ltree) leakproof';
  execute 'alter function public.ltree_isparent(public.ltree, public.ltree) leakproof';
exception when insufficient_privilege then
  raise notice 'search uses no index under row-level security: see docs/runbook.md';
end $$;

create or replace function reference.fold(value text) returns text
  language sql immutable parallel safe strict
  return lower(public.unaccent('public.unaccent', normalize(value, nfc)));
comment on function reference.fold is 'Lower case without marks, đ as d: what search compares.';

-- Time-ordered keys (RFC 9562 version 7), also on servers older than PostgreSQL 18.
create function new_id() returns uuid language sql volatile parallel safe
  return encode(
    overlay(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6)
      placing set_byte('\x00'::bytea, 0, 112 | (get_byte(uuid_send(gen_random_uuid()), 0) & 15)) from 7 for 1), 'hex')::uuid;

create type row_visibility as enum ('unit', 'union', 'confidential', 'public');

create function actor_user() returns uuid language sql stable
  return nullif(current_setting('amity.user_id', true), '')::uuid;
create function actor_reach() returns text language sql stable
  return coalesce(nullif(current_setting('amity.reach', true), ''), 'anonymous');
create function actor_paths() returns ltree[] language sql stable
  return coalesce(nullif(current_setting('amity.paths', true), ''), '{}')::ltree[];

-- reach: staff and reader are inside the union (a reader never writes), outside is a signed-in guest, system is a job.
create function may_read(unit_path ltree, visibility row_visibility, shared_paths ltree[], named_user_ids uuid[])
  returns boolean language sql stable
  return case actor_reach()
    when 'system' then true
    when 'staff' then case when visibility = 'confidential' then named_user_ids @> array[actor_user()]
      else visibility <> 'unit' or actor_paths() @> unit_path or shared_paths && actor_paths() or named_user_ids @> array[actor_user()] end
    when 'reader' then case when visibility = 'confidential' then named_user_ids @> array[actor_user()]
      else visibility <> 'unit' or actor_paths() @> unit_path end
    when 'outside' then visibility = 'public' or named_user_ids @> array[actor_user()]
    else visibility = 'public' end;

create function may_write(unit_path ltree, visibility row_visibility, named_user_ids uuid[])
  returns boolean language sql stable
  return case actor_reach()
    when 'system' then true
    when 'staff' then actor_paths() @> unit_path and (visibility <> 'confidential' or named_user_ids @> array[actor_user()])
    else false end;

create procedure protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy readable on %s for select using (may_read(unit_path, visibility, shared_paths, named_user_ids))', target);
  execute format('create policy insertable on %s for insert with check (may_write(unit_path, visibility, named_user_ids))', target);
  execute format('create policy changeable on %s for update using (may_write(unit_path, visibility, named_user_ids)) with check (may_write(unit_path, visibility, named_user_ids))', target);
  execute format('create policy removable on %s for delete using (may_write(unit_path, visibility, named_user_ids))', target);
end $$;
comment on procedure protect is 'The four policies of a business row; every migration that makes a table calls it.';

create table unit (
  id uuid primary key default new_id(),
  path ltree not null unique,
  parent_id uuid references unit (id),
  kind text not null check (kind in ('union', 'standing_agency', 'department', 'central_association', 'committee',
    'provincial_union', 'provincial_association', 'chapter', 'mission', 'press')),
  code text not null unique check (code ~ '^[a-z0-9_]+$'),
  name_vi text not null check (name_vi <> ''),
  name_en text not null check (name_en <> ''),
  search_text text generated always as (reference.fold(name_vi || ' ' || name_en)) stored,
  country_iso2 text,
  province_code text,
  founded_on date,
  closed_on date,
  confidence text not null default 'A' check (confidence in ('A', 'B', 'C')),
  source text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (id, path)
);
comment on table unit is 'The union''s tree as it stands today; its past is in unit_placement.';
create index unit_path_idx on unit using gist (path);
create index unit_parent_idx on unit (parent_id);
create index unit_search_idx on unit using gin (search_text gin_trgm_ops);
alter table unit enable row level security;
alter table unit force row level security;
create policy readable on unit for select using (actor_reach() <> 'anonymous');
create policy insertable on unit for insert with check (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> path);
create policy changeable on unit for update using (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> path);

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
  foreign key (unit_id, unit_path) references unit (id, path) on update cascade
);
comment on table history is 'Who did what to which record, before and after. Append-only; never the source of truth.';
create index history_subject_idx on history (subject_id, id desc);
create index history_unit_idx on history (unit_id, unit_path);
alter table history enable row level security;
alter table history force row level security;
create policy readable on history for select using (may_read(unit_path, visibility, shared_paths, named_user_ids));
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

-- A row of business belongs to a unit; a part of it (a member of a delegation, say) follows its record through one foreign key,
-- so that policies need no joins and no triggers.
create procedure own_rows(target regclass) language plpgsql as $$
begin
  execute format('alter table %s add unit_id uuid not null, add unit_path ltree not null,
    add visibility row_visibility not null default ''unit'', add shared_paths ltree[] not null default ''{}'',
    add named_user_ids uuid[] not null default ''{}'', add version integer not null default 1,
    add created_at timestamptz not null default now(), add created_by uuid, add import_id uuid, add import_key text,
    add foreign key (unit_id, unit_path) references unit (id, path) on update cascade,
    add unique (id, unit_id, unit_path, visibility, shared_paths, named_user_ids)', target);
  execute format('create index on %s (unit_id, unit_path)', target);
  execute format('create index on %s using gist (unit_path)', target);
  execute format('create index on %s (import_id) where import_id is not null', target);
  call protect(target);
  -- No record of business is deleted; only the undoing of an import takes back what that import made.
  execute format('alter policy removable on %s using (import_id is not null and may_write(unit_path, visibility, named_user_ids))', target);
end $$;

create procedure part_rows(target regclass, record regclass) language plpgsql as $$
declare key text := record || '_id';
begin
  execute format('alter table %s add unit_id uuid not null, add unit_path ltree not null, add visibility row_visibility not null,
    add shared_paths ltree[] not null, add named_user_ids uuid[] not null,
    add foreign key (%I, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      references %s (id, unit_id, unit_path, visibility, shared_paths, named_user_ids) on update cascade on delete cascade', target, key, record);
  execute format('create index on %s (%I, unit_id, unit_path, visibility, shared_paths, named_user_ids)', target, key);
  call protect(target);
end $$;

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
