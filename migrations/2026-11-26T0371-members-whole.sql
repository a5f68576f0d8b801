-- The columns of passports are closed to the application's role (0342). What the history keeps of how a record was left covers them too, so the
-- system reads members whole, of these visits or of all.
do $$
begin
  execute format($make$
    create function %1$I.delegation_members_whole(asked uuid[]) returns setof %1$I.delegation_member
      language plpgsql stable security definer as $body$
    begin
      if pg_catalog.texteq(%1$I.actor_reach(), 'system') or pg_catalog.pg_has_role(session_user, current_user, 'member') then
        return query select member.* from %1$I.delegation_member as member
          where asked is null or member.delegation_id operator(pg_catalog.=) any (asked);
      end if;
    end $body$ $make$, current_schema());
end $$;
comment on function delegation_members_whole is 'Members with what is kept of their passports, for the system and the owner alone.';
