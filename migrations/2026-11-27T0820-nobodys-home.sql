-- A union that has not said yet where it is at home has no relations, missions and provinces: what lies here is other unions'. What no pack
-- has said the country of yet, in the moment of an upgrade, is seen as before.
create or replace view reference_relation with (security_invoker = true) as
  select fact.*, null::text as own_source, 0 as version
  from reference.diplomatic_relation as fact
  where not exists (select from reference_correction as correction
    where correction.kind = 'relations' and correction.key = fact.iso2 and correction.state <> 'taken_back')
    and coalesce(fact.home = (select identity.country from identity), fact.home is null)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  join reference.diplomatic_relation as fact on correction.key = fact.iso2
  cross join lateral jsonb_populate_record(fact, correction.fields) as known
  where correction.kind = 'relations' and correction.state = 'said'
    and coalesce(fact.home = (select identity.country from identity), fact.home is null)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  cross join lateral jsonb_populate_record(null::reference.diplomatic_relation, correction.fields) as known
  where correction.kind = 'relations' and correction.state = 'said' and not exists
    (select from reference.diplomatic_relation as fact where fact.iso2 = correction.key
      and coalesce(fact.home = (select identity.country from identity), fact.home is null));

create or replace view reference_mission with (security_invoker = true) as
  select fact.*, null::text as own_source, 0 as version
  from reference.mission_post as fact
  where not exists (select from reference_correction as correction
    where correction.kind = 'missions' and correction.key = fact.id::text and correction.state <> 'taken_back')
    and coalesce(fact.home = (select identity.country from identity), fact.home is null)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  join reference.mission_post as fact on correction.key = fact.id::text
  cross join lateral jsonb_populate_record(fact, correction.fields) as known
  where correction.kind = 'missions' and correction.state = 'said'
    and coalesce(fact.home = (select identity.country from identity), fact.home is null)
  union all
  select known.*, correction.source, correction.version
  from reference_correction as correction
  cross join lateral jsonb_populate_record(null::reference.mission_post, correction.fields) as known
  where correction.kind = 'missions' and correction.state = 'said' and not exists
    (select from reference.mission_post as fact where fact.id::text = correction.key
      and coalesce(fact.home = (select identity.country from identity), fact.home is null));

create or replace view reference_province with (security_invoker = true) as
  select known.*, correction.source as own_source, coalesce(correction.version, 0) as version
  from reference.province as fact
  left join reference_correction as correction on correction.kind = 'provinces' and correction.key = fact.code || '-' || fact.edition
    and correction.state = 'said'
  cross join lateral jsonb_populate_record(fact, coalesce(correction.fields, '{}')) as known
  where coalesce(fact.home = (select identity.country from identity), fact.home is null);
