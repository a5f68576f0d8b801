-- What is said to those who are met, asked of them and not spoken of. Each writing is kept and none is changed: the history, which more people read,
-- says that somebody wrote and not what.
create table delegation_talking_points (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  ordinal integer not null,
  to_say text,
  to_ask text,
  to_avoid text,
  to_cite text,
  written_at timestamptz not null,
  written_by_name text not null
);
alter table delegation_talking_points add constraint delegation_talking_points_ordinal_check check (ordinal > 0);
comment on table delegation_talking_points is 'What is said on a visit, as it was written each time; the last one counts. For the unit whose visit it is and those above it.';
comment on column delegation_talking_points.ordinal is 'Which writing it is, from 1; one that is empty takes the others back.';
comment on column delegation_talking_points.to_cite is 'Figures to name.';
call part_rows('delegation_talking_points', 'delegation');
-- Two who write at once.
alter table delegation_talking_points add constraint delegation_talking_points_once unique (delegation_id, ordinal);
drop policy removable on delegation_talking_points;
-- Only the machine, where a person is struck out of what was written.
alter policy changeable on delegation_talking_points using ((select actor_reach()) = 'system') with check ((select actor_reach()) = 'system');
-- Whoever may change the visit reads it; nobody to whom the visit is shown besides, no auditor, and neither missions nor press of the unit.
do $$
begin
  execute format('alter policy readable on delegation_talking_points using ((select actor_role()) not in (''mission_officer'', ''press'') and (%s))', write_rule());
end $$;
