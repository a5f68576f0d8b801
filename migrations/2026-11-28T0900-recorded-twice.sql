-- One activity that two hosts recorded each: somebody says that both are the same, and one of them stays (docs/decisions/0082).
create table activity_twin (
  activity_id uuid not null,
  other_id uuid not null references activity (id),
  is_same boolean not null,
  facts text not null,
  primary key (activity_id, other_id)
);
alter table activity_twin add constraint activity_twin_two check (activity_id <> other_id);
comment on table activity_twin is 'What somebody decided of two activities that look alike: the same, and other_id stays for both, or two different ones.';
comment on column activity_twin.facts is 'What both said by which they look alike, as it was decided; two different ones are asked about again once they say something else.';
create index activity_twin_other_idx on activity_twin (other_id);
create unique index activity_twin_same_idx on activity_twin (activity_id) where is_same;
call part_rows('activity_twin', 'activity');

alter table activity add column kept_in_id uuid references activity (id);
comment on column activity.kept_in_id is 'Follows from activity_twin: the activity that stays where this one was recorded a second time; lists and figures leave it out.';
create index activity_kept_in_idx on activity (kept_in_id) where kept_in_id is not null;

alter table activity_host add column from_id uuid references activity (id);
comment on column activity_host.from_id is 'The record of the same activity that named this host; null where the activity itself names it.';
create index activity_host_from_idx on activity_host (from_id) where from_id is not null;

create or replace view activity_fact with (security_invoker = true) as
  select activity.id, activity.id as record_id, activity.title, activity.starts_on as on_date,
    activity.unit_id, activity.unit_path, null::numeric as amount,
    activity.kind, activity.level, activity.is_multilateral, activity.is_international_conference, activity.host_paths, activity.countries,
    activity.occasion, activity.occasion_country, activity.occasion_years, activity.id as hosted_id
  from activity
  where activity.status = 'held' and activity.kept_in_id is null;
comment on view activity_fact is 'Activities that were held, by the day they were held; what was recorded twice once.';

-- Whoever of the two planned it, the plan counts it once, by the one that stays.
create or replace view activity_plan_fact with (security_invoker = true) as
  select activity.id, activity.id as record_id, activity.title, activity.planned_on as on_date, activity.unit_id, activity.unit_path,
    activity.host_paths, activity.id as hosted_id, activity.status::text as status,
    case when activity.status = 'held' then activity.starts_on end as done_on, activity.status = 'cancelled' as is_dropped
  from activity
  where activity.is_in_plan and activity.status <> 'draft' and activity.visibility <> 'confidential' and activity.planned_on is not null
    and activity.kept_in_id is null
  union all
  select activity.id, activity.id, activity.title, activity.starts_on, activity.unit_id, activity.unit_path,
    activity.host_paths, activity.id, activity.status::text,
    case when activity.status = 'held' then activity.starts_on end, activity.status = 'cancelled'
  from activity
  where activity.is_in_plan and activity.status <> 'draft' and activity.visibility <> 'confidential' and activity.planned_on is null
    and activity.import_id is null and activity.kept_in_id is null;
