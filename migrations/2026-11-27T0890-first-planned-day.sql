-- A visit that was put off to another year leaves the plan of its first one as little as an activity does (docs/decisions/0070).
alter table delegation add column planned_on date;
comment on column delegation.planned_on is 'The day of departure as it stood when it was first approved or put off; it stays, wherever the visit moves. Empty until then.';
select set_config('amity.reach', 'system', true);
update delegation set planned_on = departs_on where status not in ('draft', 'proposed', 'opinions', 'refused');

create or replace view delegation_plan_fact with (security_invoker = true) as
  select delegation.id, delegation.id as record_id, delegation.title, coalesce(delegation.planned_on, delegation.departs_on) as on_date,
    delegation.unit_id, delegation.unit_path, delegation.direction, delegation.status::text as status,
    case when delegation.status in ('travelling', 'report_due', 'reported', 'settled', 'archived') then delegation.departs_on end as done_on,
    delegation.status in ('cancelled', 'refused') as is_dropped
  from delegation
  where delegation.is_in_plan and delegation.status <> 'draft' and delegation.visibility <> 'confidential'
    and (delegation.import_id is null or exists (select from delegation_decision where delegation_decision.delegation_id = delegation.id));
comment on view delegation_plan_fact is 'Delegations in the plan of a year, by the day of departure as it was first planned.';

