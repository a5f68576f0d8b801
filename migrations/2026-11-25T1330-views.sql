-- What counts is said by the module whose tables say it; reports only joins these views.
alter view report_delegation rename to delegation_fact;
alter view report_activity rename to activity_fact;
alter view report_aid rename to aid_project_fact;
alter view report_partner rename to partner_fact;

create view partner_country_fact with (security_invoker = true) as
  select partner.id, partner.country_iso2, partner.last_contact_on from partner;
comment on view partner_country_fact is 'Every partner by its country, with the day of last contact: what the list of countries says of them.';
