-- Every view of facts has the same first columns, so that who counts names no view: id (of what counts), record_id (whose page it
-- opens), title, on_date, unit_id, unit_path, amount (what is added up: people, money). It is called as the kind of record and _fact.
drop view partner_fact;
create view partner_fact with (security_invoker = true) as
  select partner_event.id, partner_event.partner_id as record_id, partner.name as title, partner_event.on_date,
    partner_event.unit_id, partner_event.unit_path, null::numeric as amount,
    coalesce(extract(year from partner.first_contact_on) = extract(year from partner_event.on_date), false) as is_new
  from partner_event
  join partner on partner.id = partner_event.partner_id;
comment on view partner_fact is 'Partners with whom something was done, by its day; new ones had their first contact in the same year.';

drop view delegation_fact;
create view delegation_fact with (security_invoker = true) as
  select delegation.id, delegation.id as record_id, delegation.title, delegation.departs_on as on_date,
    delegation.unit_id, delegation.unit_path, delegation.member_count as amount, delegation.direction, delegation.countries
  from delegation
  where delegation.status in ('travelling', 'report_due', 'reported', 'settled', 'archived');
comment on view delegation_fact is 'Delegations that left, by the day they left; their members are added up.';

drop view activity_fact;
create view activity_fact with (security_invoker = true) as
  select activity.id, activity.id as record_id, activity.title, activity.starts_on as on_date,
    activity.unit_id, activity.unit_path, null::numeric as amount,
    activity.kind, activity.level, activity.is_multilateral, activity.is_international_conference, activity.host_paths, activity.countries,
    activity.occasion, activity.occasion_country, activity.occasion_years
  from activity
  where activity.status = 'held';
comment on view activity_fact is 'Activities that were held, by the day they were held.';

drop view aid_project_fact;
create view aid_project_fact with (security_invoker = true) as
  select aid_project_amount.id, aid_project.id as record_id, aid_project.title, aid_project_amount.on_date,
    aid_project.unit_id, aid_project.unit_path, aid_project_amount.amount_usd as amount,
    aid_project_amount.kind, aid_project.ngo_name, aid_project.ngo_country, aid_project.sector, aid_project.province_code
  from aid_project_amount
  join aid_project on aid_project.id = aid_project_amount.aid_project_id;
comment on view aid_project_fact is 'Foreign-NGO aid amounts in US dollars, by the day they were committed or disbursed.';
