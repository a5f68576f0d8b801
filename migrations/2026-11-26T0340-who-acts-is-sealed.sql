-- Who acts was a setting that any statement could change. It stays a setting, and counts only under a seal that the application's role can
-- neither read nor make: act_as() seals what it is told by whoever knows the application's secret, for this connection and this
-- transaction alone (docs/decisions/0046). The schema's owner, who may do anything, is believed without.
do $$
declare
  here text := current_schema();
  beside text := current_schema() || '_seal';
  -- The secret stands at both ends, so that nothing can be hung on to what was sealed. Nothing here is looked for along the search path,
  -- operators included: that path is in the hands of whoever asks.
  sealed text := 'pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.concat_ws(''|'', kept.key, pg_catalog.pg_backend_pid(),
    pg_catalog."extract"(''epoch'', pg_catalog.now()), pg_catalog.current_setting(''amity.reach'', true),
    pg_catalog.current_setting(''amity.user_id'', true), pg_catalog.current_setting(''amity.role'', true),
    pg_catalog.current_setting(''amity.paths'', true), kept.key), ''UTF8'')), ''hex'')';
  told text := 'language plpgsql stable security definer parallel restricted';
begin
  execute format('create schema if not exists %I', beside);
  execute format('create table if not exists %I.secret
    (only_one boolean primary key default true check (only_one), key text not null, known_by bytea)', beside);
  execute format('comment on table %I.secret is ''What seals are made with, and the hash of the secret by which the application is known.''', beside);
  execute format('insert into %I.secret (key) values (gen_random_uuid()::text || gen_random_uuid()::text) on conflict do nothing', beside);

  execute format($make$
    create function %1$I.act_as(secret text, reach text, user_id text, role text, paths text) returns void language plpgsql security definer as $body$
    declare
      kept %2$I.secret;
    begin
      select * into kept from %2$I.secret;
      if not coalesce(pg_catalog.byteaeq(pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')), kept.known_by), false) then
        raise insufficient_privilege using message = 'only the application says who acts';
      end if;
      perform pg_catalog.set_config('search_path', %4$L, true), pg_catalog.set_config('amity.reach', reach, true),
        pg_catalog.set_config('amity.user_id', user_id, true), pg_catalog.set_config('amity.role', role, true),
        pg_catalog.set_config('amity.paths', paths, true);
      perform pg_catalog.set_config('amity.seal', %3$s, true);
    end $body$ $make$, here, beside, sealed, format('%I, public, pg_temp', here));

  execute format($make$
    create function %1$I.actor_is_sealed() returns boolean %4$s as $body$
    declare
      kept %2$I.secret;
    begin
      select * into kept from %2$I.secret;
      return coalesce(pg_catalog.texteq(pg_catalog.current_setting('amity.seal', true), %3$s), false)
        or pg_catalog.pg_has_role(session_user, current_user, 'member');
    end $body$ $make$, here, beside, sealed, told);

  execute format($make$
    create or replace function %1$I.actor_reach() returns text %2$s as $body$
    begin
      return case when %1$I.actor_is_sealed() then coalesce(nullif(pg_catalog.current_setting('amity.reach', true), ''), 'anonymous')
        else 'anonymous' end;
    end $body$ $make$, here, told);
  execute format($make$
    create or replace function %1$I.actor_user() returns uuid %2$s as $body$
    begin
      return case when %1$I.actor_is_sealed() then nullif(pg_catalog.current_setting('amity.user_id', true), '')::uuid end;
    end $body$ $make$, here, told);
  execute format($make$
    create or replace function %1$I.actor_paths() returns public.ltree[] %2$s as $body$
    begin
      return case when pg_catalog.texteq(%1$I.actor_reach(), 'staff') or pg_catalog.texteq(%1$I.actor_reach(), 'reader')
        then coalesce(nullif(pg_catalog.current_setting('amity.paths', true), ''), '{}') else '{}' end::public.ltree[];
    end $body$ $make$, here, told);
  execute format($make$
    create function %1$I.actor_role() returns text %2$s as $body$
    begin
      return case when %1$I.actor_is_sealed() then coalesce(pg_catalog.current_setting('amity.role', true), '') else '' end;
    end $body$ $make$, here, told);
  execute format($make$
    create function %1$I.actor_named() returns uuid[] %2$s as $body$
    declare
      reach text := %1$I.actor_reach();
    begin
      return case when pg_catalog.texteq(reach, 'staff') or pg_catalog.texteq(reach, 'reader') or pg_catalog.texteq(reach, 'outside')
        then array[%1$I.actor_user()] end;
    end $body$ $make$, here, told);
  execute format($make$
    create function %1$I.actor_sees() returns %1$I.row_visibility[] %2$s as $body$
    declare
      reach text := %1$I.actor_reach();
    begin
      return case when pg_catalog.texteq(reach, 'system') then '{unit,union,confidential,public}'
        when pg_catalog.texteq(reach, 'staff') or pg_catalog.texteq(reach, 'reader') then '{union,public}' else '{public}' end;
    end $body$ $make$, here, told);
end $$;
comment on function act_as is 'Says who acts in this transaction: who knows the application''s secret, and nobody else.';
comment on function actor_is_sealed is 'Whether the settings that say who acts are as act_as() wrote them in this transaction.';
comment on function actor_paths is 'The places of those who work or read in the union; of a guest none.';
comment on function actor_role is 'The role in which somebody acts; empty for whoever has none.';
comment on function actor_named is 'Whoever acts, as rows may name that person; null for whoever has no role today.';
comment on function actor_sees is 'What may be read without asking whose it is.';

create or replace function actor_is_at_root() returns boolean language sql stable
  return nlevel((actor_paths())[1]) = 1;

-- A rule is asked of every row, the seal but once a statement: what is asked of who acts stands in sub-selects that read no table.
create function read_rule() returns text language sql immutable return $rule$
  visibility = any ((select actor_sees())::row_visibility[])
  or visibility = 'unit' and ((select actor_paths()) @> unit_path or cardinality(shared_paths) > 0 and shared_paths && (select actor_paths()))
  or named_user_ids @> (select actor_named()) and (visibility <> 'unit' or (select actor_reach()) <> 'reader')
$rule$;
create function write_rule() returns text language sql immutable return $rule$
  case (select actor_reach()) when 'system' then true
    when 'staff' then (select actor_paths()) @> unit_path and (visibility <> 'confidential' or named_user_ids @> (select actor_named()))
    else false end
$rule$;
comment on function read_rule is 'Who reads a row that has unit, visibility, shares and names, as its policy says it.';
comment on function write_rule is 'Who writes such a row.';

create or replace procedure protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy readable on %s for select using (%s)', target, read_rule());
  execute format('create policy insertable on %s for insert with check (%s)', target, write_rule());
  execute format('create policy changeable on %s for update using (%s) with check (%s)', target, write_rule(), write_rule());
  execute format('create policy removable on %s for delete using (%s)', target, write_rule());
end $$;

create or replace procedure own_rows(target regclass, are_many boolean default false) language plpgsql as $$
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
  execute format('alter policy removable on %s using (import_id is not null and (%s))', target, write_rule());
end $$;

create function sealed_rule(rule text) returns text language sql immutable
  return regexp_replace(replace(replace(rule,
      'may_read(unit_path, visibility, shared_paths, named_user_ids)', '(' || read_rule() || ')'),
      'may_write(unit_path, visibility, named_user_ids)', '(' || write_rule() || ')'),
    '(?<!select )\m(actor_(?:reach|user|paths|is_at_root)\(\))', '(select \1)', 'g');
do $$
declare
  one record;
begin
  for one in select tablename, policyname, sealed_rule(qual) as qual, sealed_rule(with_check) as with_check
    from pg_policies where schemaname = current_schema() loop
    execute format('alter policy %I on %I', one.policyname, one.tablename)
      || coalesce(' using (' || one.qual || ')', '') || coalesce(' with check (' || one.with_check || ')', '');
  end loop;
end $$;
-- One rule, in one place.
drop function sealed_rule(text);
drop function may_read(ltree, row_visibility, ltree[], uuid[]);
drop function may_write(ltree, row_visibility, uuid[]);
