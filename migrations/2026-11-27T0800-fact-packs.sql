-- A pack of facts lies ready as the release has it: the owner lays it here at a start, and nobody else writes it. The administrator of a union
-- says that it is brought; the application's role goes on owning nothing and says only which pack, never what is in it.
create table if not exists reference.fact_pack (
  pack text not null,
  file text not null,
  -- The table that the rows go into, and by what they are known again there; null for what no table takes as it is.
  place text,
  known_by text[] not null default '{}',
  source text not null,
  rows jsonb not null check (jsonb_typeof(rows) = 'array'),
  loaded_at timestamptz,
  primary key (pack, file)
);
comment on table reference.fact_pack is 'Packs of facts as the release has them, ready to be brought into the tables beside.';

do $$
begin
  execute format($make$
    create function %1$I.bring_fact_pack(asked text) returns bigint
      language plpgsql volatile security definer as $body$
    declare
      one record;
      told text;
      said text;
      brought bigint := 0;
      here bigint;
    begin
      if not coalesce(pg_catalog.texteq(%1$I.actor_reach(), 'system') or pg_catalog.texteq(%1$I.actor_reach(), 'staff')
        and pg_catalog.texteq(%1$I.actor_role(), 'administrator') and %1$I.actor_is_at_root(), false) then
        raise insufficient_privilege using message = 'permission denied: a pack of facts is brought by the administrator of the whole union';
      end if;
      for one in select * from reference.fact_pack where pg_catalog.texteq(pack, asked) and place is not null order by pg_catalog.textne(place, 'country'), file collate pg_catalog."C" loop
        select pg_catalog.string_agg(pg_catalog.quote_ident(name), ', '),
            pg_catalog.string_agg(pg_catalog.quote_ident(name) operator(pg_catalog.||) ' = excluded.' operator(pg_catalog.||) pg_catalog.quote_ident(name), ', ')
          into told, said from pg_catalog.jsonb_object_keys(one.rows operator(pg_catalog.->) 0) as name;
        execute pg_catalog.format('insert into reference.%%I %%s select %%s from pg_catalog.jsonb_populate_recordset(null::reference.%%I, $1)
          on conflict %%s do update set %%s', one.place, pg_catalog.format('(%%s)', told), told, one.place,
            pg_catalog.format('(%%s)', pg_catalog.array_to_string(one.known_by, ', ')), said)
          using one.rows;
        get diagnostics here = row_count;
        brought := brought operator(pg_catalog.+) here;
      end loop;
      update reference.fact_pack set loaded_at = pg_catalog.now() where pg_catalog.texteq(pack, asked);
      return brought;
    end $body$ $make$, current_schema());
end $$;
comment on function bring_fact_pack is 'Brings the tables of facts to what a pack that lies ready says; harmless when repeated. The machine, or the administrator of the whole union.';
