-- What a row of a sheet is found by is folded; what it is known by keeps its marks (docs/decisions/0027).
create or replace function reference.known_by(name text, facts text) returns text
  language sql immutable parallel safe strict
  return left(reference.words(name) || ' ' || facts, 600);
comment on function reference.known_by is 'The folded words of a name and the facts beside it: finds what may be the same, and says of nothing that it is.';

create or replace function reference.day_of(day date) returns text
  language sql immutable parallel safe strict
  return to_char(day, 'YYYY-MM-DD');
comment on function reference.day_of is 'A day as text, the same whatever the session''s style of dates.';

alter table partner add column known_by text collate "C" generated always as (reference.known_by(name, country_iso2)) stored;
alter table activity add column known_by text collate "C"
  generated always as (reference.known_by(title, reference.day_of(starts_on))) stored;
alter table delegation add column known_by text collate "C"
  generated always as (reference.known_by(title, reference.day_of(departs_on) || ' ' || reference.day_of(returns_on))) stored;
-- Without the unit: few units do something of the same name on the same day, and beside an index of units this one looks as cheap to a
-- planner who has not yet counted the rows of an import.
create index partner_known_by_idx on partner (known_by);
create index activity_known_by_idx on activity (known_by);
create index delegation_known_by_idx on delegation (known_by);

-- Two records may have been called the same when they came in, and one of them been corrected since.
drop index partner_import_key_idx;
drop index activity_import_key_idx;
drop index delegation_import_key_idx;
create index partner_import_key_idx on partner (import_key) where import_key is not null;
create index activity_import_key_idx on activity (import_key) where import_key is not null;
create index delegation_import_key_idx on delegation (import_key) where import_key is not null;
alter table partner add column imported jsonb;
alter table activity add column imported jsonb;
alter table delegation add column imported jsonb;
comment on column partner.imported is 'What the last sheet said of each of its columns; what differs from it now was corrected by hand.';
comment on column activity.imported is 'What the last sheet said of each of its columns; what differs from it now was corrected by hand.';
comment on column delegation.imported is 'What the last sheet said of each of its columns; what differs from it now was corrected by hand.';

-- Of what came in before, the history says what the sheet held, unless the import was taken back.
select set_config('amity.reach', 'system', true);
update partner set import_key = null where import_key is not null;
update activity set import_key = null where import_key is not null;
update delegation set import_key = null where import_key is not null;
update partner set imported = last.after
  from (select distinct on (subject_id) subject_id, action, after from history
    where subject_kind = 'partner' and action in ('imported', 'import_updated', 'import_undone') order by subject_id, id desc) as last
  where last.subject_id = partner.id and last.action <> 'import_undone';
update activity set imported = last.after
  from (select distinct on (subject_id) subject_id, action, after from history
    where subject_kind = 'activity' and action in ('imported', 'import_updated', 'import_undone') order by subject_id, id desc) as last
  where last.subject_id = activity.id and last.action <> 'import_undone';
update delegation set imported = last.after
  from (select distinct on (subject_id) subject_id, action, after from history
    where subject_kind = 'delegation' and action in ('imported', 'import_updated', 'import_undone') order by subject_id, id desc) as last
  where last.subject_id = delegation.id and last.action <> 'import_undone';
update partner set import_key = lower(normalize(partner.imported ->> 'name', nfc) collate "und-x-icu") || '|' || (partner.imported ->> 'country_iso2')
  where partner.imported is not null;
update activity set import_key = lower(normalize(activity.imported ->> 'title', nfc) collate "und-x-icu") || '|' || (activity.imported ->> 'starts_on')
  where activity.imported is not null;
update delegation set import_key = lower(normalize(delegation.imported ->> 'title', nfc) collate "und-x-icu") || '|'
    || (delegation.imported ->> 'departs_on') || '|' || (delegation.imported ->> 'returns_on')
  where delegation.imported is not null;

-- Whatever of a sheet was not written is named, with its row and why.
alter table import_problem add column kind text not null default 'refused', add column record_id uuid;
alter table import_problem add check (kind in ('refused', 'repeated', 'kept', 'alike', 'remained'));
alter table import_problem alter row_number drop not null;
comment on table import_problem is 'What of a workbook was not written, or not taken back, and why, in words for the person who made it.';
comment on column import_problem.kind is 'refused: the row; repeated: the row says what another says; kept: a field corrected by hand; alike: made, and a record has nearly its name; remained: a record that undo left.';
comment on column import_problem.record_id is 'The record that is meant, where there is one.';
