-- Facts of a country are those of the unions that are at home there: of several unions on one database, one at home elsewhere has other
-- relations, missions and provinces, or none. A union that has not said yet where it is at home sees what was brought. Days off have their
-- calendar already, and countries are everybody's.
alter table reference.diplomatic_relation add column if not exists home text references reference.country (iso2);
alter table reference.mission_post add column if not exists home text references reference.country (iso2);
alter table reference.province add column if not exists home text references reference.country (iso2);
alter table reference.foreign_ngo add column if not exists home text references reference.country (iso2);
comment on column reference.diplomatic_relation.home is 'The country whose fact it is.';
comment on column reference.mission_post.home is 'The country whose fact it is.';
comment on column reference.province.home is 'The country whose fact it is.';
comment on column reference.foreign_ngo.home is 'The country whose fact it is.';

drop view reference_relation;
create view reference_relation with (security_invoker = true) as
  select fact.*, null::text as own_source, 0 as version
  from reference.diplomatic_relation as fact
  where not exists (select from reference_correction as correction
    where correction.kind = 'relations' and correction.key = fact.iso2 and correction.state <> 'taken_back')
    and coalesce(fact.home = (select coalesce(identity.country, '') from identity), true)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  join reference.diplomatic_relation as fact on correction.key = fact.iso2
  cross join lateral jsonb_populate_record(fact, correction.fields) as known
  where correction.kind = 'relations' and correction.state = 'said'
    and coalesce(fact.home = (select coalesce(identity.country, '') from identity), true)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  cross join lateral jsonb_populate_record(null::reference.diplomatic_relation, correction.fields) as known
  where correction.kind = 'relations' and correction.state = 'said' and not exists
    (select from reference.diplomatic_relation as fact where fact.iso2 = correction.key
      and coalesce(fact.home = (select coalesce(identity.country, '') from identity), true));
comment on view reference_relation is 'Diplomatic relations of the home country with each country, with what this union corrected.';

drop view reference_mission;
create view reference_mission with (security_invoker = true) as
  select fact.*, null::text as own_source, 0 as version
  from reference.mission_post as fact
  where not exists (select from reference_correction as correction
    where correction.kind = 'missions' and correction.key = fact.id::text and correction.state <> 'taken_back')
    and coalesce(fact.home = (select coalesce(identity.country, '') from identity), true)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  join reference.mission_post as fact on correction.key = fact.id::text
  cross join lateral jsonb_populate_record(fact, correction.fields) as known
  where correction.kind = 'missions' and correction.state = 'said'
    and coalesce(fact.home = (select coalesce(identity.country, '') from identity), true)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  cross join lateral jsonb_populate_record(null::reference.mission_post, correction.fields) as known
  where correction.kind = 'missions' and correction.state = 'said' and not exists
    (select from reference.mission_post as fact where fact.id::text = correction.key
      and coalesce(fact.home = (select coalesce(identity.country, '') from identity), true));
comment on view reference_mission is 'Missions abroad of the home country and what they are accredited to, with what this union corrected.';

drop view reference_province;
create view reference_province with (security_invoker = true) as
  select known.*, correction.source as own_source, coalesce(correction.version, 0) as version
  from reference.province as fact
  left join reference_correction as correction on correction.kind = 'provinces' and correction.key = fact.code || '-' || fact.edition
    and correction.state = 'said'
  cross join lateral jsonb_populate_record(fact, coalesce(correction.fields, '{}')) as known
  where coalesce(fact.home = (select coalesce(identity.country, '') from identity), true);
comment on view reference_province is 'Provinces of the home country, of an edition, with what this union corrected.';
