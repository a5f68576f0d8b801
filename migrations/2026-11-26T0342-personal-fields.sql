-- How to reach a partner is for the unit that keeps it and those above it, as the partner's page says; an auditor and a guest named in the
-- record do not read it.
do $$
begin
  execute format('alter policy readable on partner_contact_point using (%s)', write_rule());
end $$;

-- A passport is for the team of the unit whose visit it is. Its columns are read by this function alone: the application's role may write
-- them and not select them (grants: src/platform/migrate.server.ts).
alter table delegation_member add column has_passport boolean
  generated always as (passport_number is not null or passport_expires_on is not null) stored;
comment on column delegation_member.has_passport is 'Whether something of a passport is kept; what it says is read by delegation_passports() alone.';
do $$
begin
  execute format($make$
    create function %1$I.delegation_passports(asked uuid)
      returns table (id uuid, name text, passport_number text, passport_expires_on date, passport_erase_on date)
      language plpgsql stable security definer as $body$
    begin
      return query select member.id, member.name, member.passport_number, member.passport_expires_on, member.passport_erase_on
        from %1$I.delegation_member as member
        where member.delegation_id operator(pg_catalog.=) asked and (pg_catalog.texteq(%1$I.actor_reach(), 'system')
          or pg_catalog.texteq(%1$I.actor_reach(), 'staff') and %1$I.actor_paths() operator(public.@>) member.unit_path
            and %1$I.actor_role() operator(pg_catalog.=) any (array['office', 'desk_officer', 'unit_officer', 'association_officer'])
            and (member.visibility operator(pg_catalog.<>) 'confidential' or member.named_user_ids operator(pg_catalog.@>) %1$I.actor_named()))
        order by member.id;
    end $body$ $make$, current_schema());
end $$;
comment on function delegation_passports is 'The passports of one visit, for the officers of its unit and of those above it.';
