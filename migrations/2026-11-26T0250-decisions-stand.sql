-- A decision counts while it stands: what was approved, then postponed and drafted anew or taken back, ended. And who decided it is
-- kept with it, so that a change goes back there whatever the routes, the tree or the file say later.
alter table delegation_decision add ended_at timestamptz, add approving_path ltree;
comment on column delegation_decision.ended_at is 'Since when it no longer counts: taken back, or the visit was drafted anew; null while it stands.';
comment on column delegation_decision.approving_path is 'The place of the unit that decided; changes of what it decided go back there.';
select set_config('amity.reach', 'system', true);

update delegation_decision set ended_at = greatest(delegation_decision.created_at, coalesce(
    (select min(later.created_at) from delegation_decision as later where later.delegation_id = delegation_decision.delegation_id
      and later.step = 'approve' and later.created_at > delegation_decision.created_at), delegation.status_since))
  from delegation
  where delegation.id = delegation_decision.delegation_id and delegation_decision.step in ('approve', 'accept_changes', 'return_changes')
    and (delegation.status in ('draft', 'proposed', 'opinions', 'refused')
      or exists (select from delegation_decision as later where later.delegation_id = delegation_decision.delegation_id
        and later.step = 'approve' and later.created_at > delegation_decision.created_at)
      or delegation.status in ('postponed', 'cancelled') and exists (select from history where history.subject_id = delegation.id
        and history.at > delegation_decision.created_at
        and (history.action = 'resume' or history.action = 'take_back' and history.after ->> 'step' = 'approve')));

-- As the route said on the day for the file that was decided, where it was kept.
update delegation_decision set approving_path = case
    when nlevel(visit.unit_path) = 1 or visit.approving_kind = 'own' then visit.unit_path
    when visit.approving_kind = 'parent' then subpath(visit.unit_path, 0, -1) else subpath(visit.unit_path, 0, 1) end
  from (select approval.id, delegation.unit_path, coalesce((
      select delegation_route.approving_kind from delegation_route
        where (delegation_route.unit_kind is null or delegation_route.unit_kind = unit.kind::text)
          and (delegation_route.direction is null or delegation_route.direction = delegation.direction)
          and (delegation_route.is_in_plan is null or delegation_route.is_in_plan = coalesce((
            select (delegation_version.content -> 'facts' ->> 'is_in_plan')::boolean from delegation_version
              where delegation_version.decision_id = approval.id order by delegation_version.ordinal limit 1), delegation.is_in_plan))
          and delegation_route.from_on <= (approval.created_at at time zone 'Asia/Ho_Chi_Minh')::date
          and (delegation_route.until_on is null or delegation_route.until_on > (approval.created_at at time zone 'Asia/Ho_Chi_Minh')::date)
        order by (delegation_route.unit_kind is not null)::int + (delegation_route.direction is not null)::int
          + (delegation_route.is_in_plan is not null)::int desc, delegation_route.from_on desc, delegation_route.id desc
        limit 1), 'union') as approving_kind
    from delegation_decision as approval join delegation on delegation.id = approval.delegation_id join unit on unit.id = delegation.unit_id
    where approval.step in ('approve', 'accept_changes', 'return_changes')) as visit
  where visit.id = delegation_decision.id;

create unique index delegation_decision_standing on delegation_decision (delegation_id) where step = 'approve' and ended_at is null;
