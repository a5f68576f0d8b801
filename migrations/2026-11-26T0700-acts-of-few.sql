-- What SQL as the application's role could still do inside the own unit: give oneself any role, invite whom one likes as administrator, write
-- lines of history about anything, letters to anybody. The database now asks of these what the application asks.
do $$
declare
  machine text := '(select actor_reach()) = ''system''';
  administers text := machine || ' or (select actor_reach()) = ''staff'' and (select actor_role()) = ''administrator'' and (select actor_paths()) @> unit_path';
  organises text := machine || ' or (select actor_reach()) = ''staff'' and (select actor_role()) in (''administrator'', ''office'') and (select actor_is_at_root())';
  name text;
begin
  -- Roles are given, and people invited, by the administrator of the place.
  execute format('alter policy insertable on access_appointment with check (%s)', administers);
  execute format('alter policy changeable on access_appointment using (%s)', administers);
  execute format('alter policy readable on access_invitation using (%s)', administers);
  execute format('alter policy insertable on access_invitation with check (%s)', administers);
  execute format('alter policy changeable on access_invitation using (%s)', administers);

  -- The tree is the union's own: its office and its administrator change it.
  foreach name in array array['unit', 'unit_accreditation', 'unit_membership', 'unit_name', 'unit_place', 'unit_post', 'unit_succession'] loop
    execute format('alter policy insertable on %I with check (%s)', name, organises);
    execute format('alter policy changeable on %I using (%s)', name, organises);
  end loop;
  for name in select unnest(array['insertable with check', 'changeable using']) loop
    execute format('alter policy %s on reference_correction %s (%s or (select actor_reach()) = ''staff'' and (select actor_role()) = ''administrator'' and (select actor_is_at_root()))',
      split_part(name, ' ', 1), substr(name, strpos(name, ' ') + 1), machine);
    execute format('alter policy %s on delegation_route %s (%s or (select actor_reach()) = ''staff'' and (select actor_role()) in (''administrator'', ''office'', ''leader'') and (select actor_is_at_root()))',
      split_part(name, ' ', 1), substr(name, strpos(name, ' ') + 1), machine);
  end loop;

  -- A signature is lent by its owner, in a unit the owner works in.
  execute format('alter policy insertable on access_signature_delegation with check (%s
    or from_user_id = (select actor_user()) and (select actor_reach()) = ''staff'' and (select actor_paths()) @> unit_path)', machine);

  -- Lines, letters and notices follow from acts: the application writes them down as the machine, beside the act.
  execute format('alter policy insertable on history with check (%s)', machine);
  execute format('alter policy write_down on mail_outbox with check (%s)', machine);
  execute format('alter policy told on notification with check (%s)', machine);
end $$;

-- Nobody without an account reads the log, of what is public either.
alter policy readable on history rename to readable_before;
do $$
begin
  execute format('create policy readable on history for select using ((select actor_reach()) in (''system'', ''staff'', ''reader'') and (%s))', read_rule());
end $$;
drop policy readable_before on history;

-- Seals of finished days are hashes that whoever works here may compare; only the machine adds one.
alter table history_seal enable row level security;
alter table history_seal force row level security;
create policy readable on history_seal for select using ((select actor_reach()) in ('system', 'staff', 'reader'));
create policy insertable on history_seal for insert with check ((select actor_reach()) = 'system');
