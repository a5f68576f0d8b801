-- What stands in the plan of a year, by its first planned day: what was done of it, what was dropped and what is left (docs/decisions/0070).
-- A sheet that told what had been held said nothing of plans, whatever the column holds; and what is restricted counts for no day that
-- everybody reads before it was done.
create view activity_plan_fact with (security_invoker = true) as
  select activity.id, activity.id as record_id, activity.title, activity.planned_on as on_date, activity.unit_id, activity.unit_path,
    activity.host_paths, activity.id as hosted_id, activity.status::text as status,
    case when activity.status = 'held' then activity.starts_on end as done_on, activity.status = 'cancelled' as is_dropped
  from activity
  where activity.is_in_plan and activity.status <> 'draft' and activity.visibility <> 'confidential' and activity.planned_on is not null
  union all
  select activity.id, activity.id, activity.title, activity.starts_on, activity.unit_id, activity.unit_path,
    activity.host_paths, activity.id, activity.status::text,
    case when activity.status = 'held' then activity.starts_on end, activity.status = 'cancelled'
  from activity
  where activity.is_in_plan and activity.status <> 'draft' and activity.visibility <> 'confidential' and activity.planned_on is null
    and activity.import_id is null;
comment on view activity_plan_fact is 'Activities in the plan of a year, by the day first planned; without one by the day itself.';
create index activity_planned_idx on activity (planned_on) where planned_on is not null;

create view delegation_plan_fact with (security_invoker = true) as
  select delegation.id, delegation.id as record_id, delegation.title, delegation.departs_on as on_date, delegation.unit_id,
    delegation.unit_path, delegation.direction, delegation.status::text as status,
    case when delegation.status in ('travelling', 'report_due', 'reported', 'settled', 'archived') then delegation.departs_on end as done_on,
    delegation.status in ('cancelled', 'refused') as is_dropped
  from delegation
  where delegation.is_in_plan and delegation.status <> 'draft' and delegation.visibility <> 'confidential'
    and (delegation.import_id is null or exists (select from delegation_decision where delegation_decision.delegation_id = delegation.id));
comment on view delegation_plan_fact is 'Delegations in the plan of a year, by the day of departure.';
