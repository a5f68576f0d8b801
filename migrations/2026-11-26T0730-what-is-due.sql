-- What the desk and the dossier ask for each time, found by what is open and not by looking through everything there is.

-- The last lines of one unit, in their order: with the path between the two, all lines of the unit had to be sorted.
create index history_unit_idx on history (unit_id, id desc);
drop index history_unit_latest_idx;

create index partner_next_step_idx on partner (next_step_on) where next_step_on is not null;

create index delegation_open_idx on delegation (departs_on) where status in ('proposed', 'opinions', 'travelling', 'report_due');
create index delegation_returns_idx on delegation (returns_on);

-- What people outside the union may see is little: what is public, and what names them (src/platform/outside.ts). The first holds all
-- that the policy asks, so that it is read without the table.
create index partner_public_idx on partner (id) include (visibility, unit_path, shared_paths, named_user_ids) where visibility = 'public';
create index partner_named_idx on partner using gin (named_user_ids) where named_user_ids <> '{}';
create index activity_public_idx on activity (id) include (visibility, unit_path, shared_paths, named_user_ids) where visibility = 'public';
create index activity_named_idx on activity using gin (named_user_ids) where named_user_ids <> '{}';

-- Without these two the planner knows nothing of how many rows have a status: it takes the eight open ones for thousands and sends for helpers.
do $$
begin
  execute 'alter function pg_catalog.enum_eq(anyenum, anyenum) leakproof';
  execute 'alter function pg_catalog.enum_ne(anyenum, anyenum) leakproof';
exception when insufficient_privilege then
  raise notice 'what has a status is counted badly under row-level security: see docs/runbook.md';
end $$;
