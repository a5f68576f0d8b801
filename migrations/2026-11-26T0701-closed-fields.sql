-- What the union intends with a partner and why it was left is for those who keep relations: not for missions and press elsewhere, and not for
-- guests (docs/rights.md). The columns are closed to the application's role (grants: src/platform/migrate.server.ts) and come with the whole
-- row, filled where the reader may see them.
do $$
begin
  execute format($make$
    create function %1$I.partner_whole(asked uuid[]) returns setof %1$I.partner
      language plpgsql stable security definer as $body$
    declare
      one %1$I.partner;
      reach text := %1$I.actor_reach();
      is_staff boolean := pg_catalog.texteq(reach, 'staff');
      keeps_relations boolean := coalesce(pg_catalog.texteq(reach, 'reader') or is_staff
        and pg_catalog.textne(%1$I.actor_role(), 'mission_officer') and pg_catalog.textne(%1$I.actor_role(), 'press'), false);
    begin
      if pg_catalog.texteq(reach, 'system') or pg_catalog.pg_has_role(session_user, current_user, 'member') then
        if asked is null then
          return query select partner.* from %1$I.partner;
        else
          return query select partner.* from %1$I.partner where partner.id operator(pg_catalog.=) any (asked);
        end if;
        return;
      end if;
      -- As the rule of reading has it, with every name told whole: whoever calls has the search path in hand.
      for one in select partner.* from %1$I.partner where partner.id operator(pg_catalog.=) any (asked)
        and (partner.visibility operator(pg_catalog.=) any ((select %1$I.actor_sees())::%1$I.row_visibility[])
          or partner.visibility operator(pg_catalog.=) 'unit' and ((select %1$I.actor_paths()) operator(public.@>) partner.unit_path
            or partner.shared_paths operator(pg_catalog.&&) (select %1$I.actor_paths()))
          or partner.named_user_ids operator(pg_catalog.@>) (select %1$I.actor_named())
            and (partner.visibility operator(pg_catalog.<>) 'unit' or pg_catalog.textne(reach, 'reader')))
      loop
        if not keeps_relations and not coalesce(is_staff and %1$I.actor_paths() operator(public.@>) one.unit_path, false) then
          one.next_step := null;
          one.next_step_on := null;
          one.closed_reason := null;
          one.birth_year := null;
          one.introduced_by := null;
          one.imported := null;
        end if;
        return next one;
      end loop;
    end $body$ $make$, current_schema());
end $$;
do $$
begin
  execute format($make$
    create function %1$I.partner_next_steps(until date) returns table (id uuid, next_step text, next_step_on date)
      language plpgsql stable security definer as $body$
    begin
      return query select partner.id, partner.next_step, partner.next_step_on from %1$I.partner
        where partner.next_step_on operator(pg_catalog.<=) until
          and (pg_catalog.texteq(%1$I.actor_reach(), 'staff') or pg_catalog.texteq(%1$I.actor_reach(), 'reader'))
          and (select %1$I.actor_paths()) operator(public.@>) partner.unit_path
          and (partner.visibility operator(pg_catalog.<>) 'confidential' or partner.named_user_ids operator(pg_catalog.@>) (select %1$I.actor_named()));
    end $body$ $make$, current_schema());
end $$;
comment on function partner_next_steps is 'What comes next with the partners of the own units, up to a day.';
comment on function partner_whole is 'These partners, as far as the reader sees them, with the fields that are closed to missions, press and guests; the machine may ask for all.';

-- Opinions, statements and suggestions that the whole union reads, and what the log says of partners and aid, missions and press read where
-- it is of their own unit, shared with it or names them.
create function near_rule() returns text language sql immutable return $rule$
  (select actor_role()) not in ('mission_officer', 'press') or (select actor_reach()) <> 'staff' or visibility = 'public'
  or (select actor_paths()) @> unit_path or shared_paths && (select actor_paths()) or named_user_ids @> (select actor_named())
$rule$;
comment on function near_rule is 'Who reads what is common knowledge of those who keep relations and no business of missions and press elsewhere.';
do $$
declare
  name text;
begin
  foreach name in array array['exchange', 'exchange_owed', 'exchange_answer', 'exchange_settlement'] loop
    execute format('create policy near on %I as restrictive for select using (%s)', name, near_rule());
  end loop;
  execute format('create policy near on history as restrictive for select using (subject_kind not in (''partner'', ''aid_project'') or %s)', near_rule());
end $$;
