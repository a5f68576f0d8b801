-- What is done together counts for every unit that hosts it: activities, and the partners who took part in them.
create or replace view activity_fact with (security_invoker = true) as
  select activity.id, activity.id as record_id, activity.title, activity.starts_on as on_date,
    activity.unit_id, activity.unit_path, null::numeric as amount,
    activity.kind, activity.level, activity.is_multilateral, activity.is_international_conference, activity.host_paths, activity.countries,
    activity.occasion, activity.occasion_country, activity.occasion_years, activity.id as hosted_id
  from activity
  where activity.status = 'held';

create or replace view partner_fact with (security_invoker = true) as
  select partner_event.id, partner_event.partner_id as record_id, partner.name as title, partner_event.on_date,
    partner_event.unit_id, partner_event.unit_path, null::numeric as amount,
    coalesce(extract(year from partner.first_contact_on) = extract(year from partner_event.on_date), false) as is_new,
    coalesce(activity_fact.host_paths, array[partner_event.unit_path]) as host_paths, partner.country_iso2, activity_fact.id as hosted_id
  from partner_event
  join partner on partner.id = partner_event.partner_id
  left join activity_fact on activity_fact.id = partner_event.subject_id;
