-- What every table stands on: search without marks, keys, who acts, and the rights of a row.
create extension if not exists ltree schema public;
create extension if not exists pg_trgm schema public;
create extension if not exists unaccent schema public;
create extension if not exists btree_gist schema public;

-- Row-level security keeps an index from being searched with a function that might reveal hidden rows. These compare and
-- reveal nothing, but only a superuser may say so; without it search and lists are right and slower (docs/runbook.md).
do $$
begin
  execute 'alter function pg_catalog.textlike(text, text) leakproof';
  execute 'alter function pg_catalog.arraycontains(anyarray, anyarray) leakproof';
  execute 'alter function public.ltree_risparent(public.ltree, public.ltree) leakproof';
  execute 'alter function public.ltree_isparent(public.ltree, public.ltree) leakproof';
exception when insufficient_privilege then
  raise notice 'search and lists use no index under row-level security: see docs/runbook.md';
end $$;

-- Shared by all unions of a database, so a second union finds them there already.
create or replace function reference.fold(value text) returns text
  language sql immutable parallel safe strict
  return lower(public.unaccent('public.unaccent', normalize(value, nfc)));
comment on function reference.fold is 'Lower case without marks, đ as d: what search compares.';

create or replace function reference.words(value text) returns text
  language sql immutable parallel safe strict
  return ' ' || btrim(regexp_replace(reference.fold(value), '[^[:alnum:]]+', ' ', 'g'));
comment on function reference.words is 'Folded words, a space before each: a word of two letters is found by its beginning, which an index of three letters can.';

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
create function actor_is_at_root() returns boolean language sql stable
  return nlevel((actor_paths())[1]) = 1;
comment on function actor_is_at_root is 'Only those who act for the whole union reorganise it.';

-- reach: staff and reader are inside the union (a reader never writes), outside is a signed-in guest, system is a job.
create function may_read(unit_path ltree, visibility row_visibility, shared_paths ltree[], named_user_ids uuid[])
  returns boolean language sql stable
  return case actor_reach()
    when 'system' then true
    when 'staff' then case when visibility = 'confidential' then named_user_ids @> array[actor_user()]
      else visibility <> 'unit' or actor_paths() @> unit_path or cardinality(shared_paths) > 0 and shared_paths && actor_paths() or named_user_ids @> array[actor_user()] end
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

-- Outside users write nothing but what they say, in their own name, on what was granted to them; the foreign key holds the row to its record's rights.
create function may_say(visibility row_visibility, shared_paths ltree[], named_user_ids uuid[], said_by uuid)
  returns boolean language sql stable
  return said_by = actor_user() and case actor_reach()
    when 'outside' then named_user_ids @> array[actor_user()]
    when 'staff' then named_user_ids @> array[actor_user()] or visibility <> 'confidential' and shared_paths && actor_paths()
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
comment on procedure protect is 'The four policies of a business row; every migration that makes a table calls it, most through own_rows or part_rows.';

-- A row of business belongs to a unit; a part of it (a member of a delegation, say) follows its record through one foreign key,
-- so that policies need no joins and no triggers.
create procedure own_rows(target regclass, are_many boolean default false) language plpgsql as $$
begin
  execute format('alter table %s add unit_id uuid not null, add unit_path ltree not null,
    add visibility row_visibility not null default ''unit'', add shared_paths ltree[] not null default ''{}'',
    add named_user_ids uuid[] not null default ''{}'', add version integer not null default 1,
    add created_at timestamptz not null default now(), add created_by uuid, add import_id uuid, add import_key text', target);
  execute format('alter table %s add foreign key (unit_id, unit_path) references unit_place (unit_id, path)', target);
  execute format('alter table %s add unique (id, unit_id, unit_path, visibility, shared_paths, named_user_ids)', target);
  -- Parts find their record by its key. Beside that key an index of (unit_id, unit_path) looks as cheap to a planner who has not yet
  -- counted a unit's rows, and an import of a hundred thousand into one unit then reads them all for each; the taking away of a place,
  -- which alone needs it, is rare and content with ranges of blocks (docs/decisions/0013).
  if are_many then
    execute format('create index on %s using brin (unit_id)', target);
  else
    execute format('create index on %s (unit_id, unit_path)', target);
    execute format('create index on %s using gist (unit_path)', target);
  end if;
  execute format('create index on %s (import_id) where import_id is not null', target);
  call protect(target);
  -- No record of business is deleted; only the undoing of an import takes back what that import made.
  execute format('alter policy removable on %s using (import_id is not null and may_write(unit_path, visibility, named_user_ids))', target);
end $$;
comment on procedure own_rows is 'Makes the rows of a table records of a unit; are_many where a million may come.';

create procedure part_rows(target regclass, record regclass) language plpgsql as $$
declare key text := record || '_id';
begin
  execute format('alter table %s add unit_id uuid not null, add unit_path ltree not null, add visibility row_visibility not null,
    add shared_paths ltree[] not null, add named_user_ids uuid[] not null, add version integer not null default 1', target);
  execute format('alter table %s add foreign key (%I, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    references %s (id, unit_id, unit_path, visibility, shared_paths, named_user_ids) on update cascade on delete cascade', target, key, record);
  execute format('create index on %s (%I, unit_id, unit_path, visibility, shared_paths, named_user_ids)', target, key);
  call protect(target);
end $$;
comment on procedure part_rows is 'Makes the rows of a table parts of a record: its rights come with the key, the version is their own.';
