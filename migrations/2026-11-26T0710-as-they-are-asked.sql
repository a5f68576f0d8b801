-- The rewriting of all policies (0340) asked who acts twice over where a policy did so once already; here they ask once for each statement.
alter policy readable on security_event using ((select actor_reach()) = 'system');
alter policy insertable on security_event with check ((select actor_reach()) = 'system' or (select actor_reach()) <> 'anonymous' and user_id = (select actor_user()));
alter policy removable on security_event using ((select actor_reach()) = 'system');
alter policy counted on access_guess using ((select actor_reach()) = 'system');
alter policy of_the_system on access_password_link using ((select actor_reach()) = 'system');
alter policy of_the_system on access_second_step_reset using ((select actor_reach()) = 'system');
alter policy of_the_system on access_first_key using ((select actor_reach()) = 'system');

-- Whoever makes a key says its last day.
alter table access_token alter column ends_on drop default;

-- Backups and the proof of the history read members as the schema's owner, also where that is no superuser.
do $$
begin
  execute format($make$
    create or replace function %1$I.delegation_members_whole(asked uuid[]) returns setof %1$I.delegation_member
      language plpgsql stable security definer as $body$
    begin
      if pg_catalog.texteq(%1$I.actor_reach(), 'system') or pg_catalog.pg_has_role(session_user, current_user, 'member') then
        return query select member.* from %1$I.delegation_member as member
          where asked is null or member.delegation_id operator(pg_catalog.=) any (asked);
      end if;
    end $body$ $make$, current_schema());
end $$;
comment on function delegation_members_whole is 'Members with what is kept of their passports, for the system and the owner alone.';
