-- Lists of a unit's subtree, and names found without marks, at a million rows.
do $$
begin
  execute 'alter function pg_catalog.arraycontains(anyarray, anyarray) leakproof';
exception when insufficient_privilege then
  raise notice 'lists of one country use no index under row-level security: see docs/runbook.md';
end $$;

-- The line of units above a row, as text, because equality of text may search an index under row-level security. The root
-- needs none: everything is below it.
alter table activity
  add line_2 text generated always as (public.ltree2text(public.subpath(unit_path, 0, 2))) stored,
  add line_3 text generated always as (public.ltree2text(public.subpath(unit_path, 0, 3))) stored,
  add line_4 text generated always as (public.ltree2text(public.subpath(unit_path, 0, 4))) stored,
  add is_joint boolean generated always as (cardinality(host_paths) > 1) stored;
create index activity_line_2_idx on activity (line_2, starts_on desc, id desc);
create index activity_line_3_idx on activity (line_3, starts_on desc, id desc);
create index activity_line_4_idx on activity (line_4, starts_on desc, id desc);
create index activity_host_joint_idx on activity_host (host_unit_id, activity_id) where not is_lead;
drop index activity_unit_path_idx;
-- Planned for a day that has passed: a handful among a million.
create index activity_open_idx on activity (starts_on) where status in ('planned', 'moved');

create or replace function reference.words(value text) returns text
  language sql immutable parallel safe strict
  return ' ' || btrim(regexp_replace(reference.fold(value), '[^[:alnum:]]+', ' ', 'g'));
comment on function reference.words is 'Folded words, a space before each: a word of two letters is found by its beginning, which an index of three letters can.';

-- One text holds every name of a partner; the first name alone is what begins-with searches.
set local amity.reach = 'system';
alter table partner add other_names text not null default '';
comment on column partner.other_names is 'The names of partner_name beside the official one, kept here by the commands so that one index finds them all.';
update partner set other_names = kept.names
  from (select partner_id, string_agg(name, ' · ' order by id) as names from partner_name where kind <> 'official' group by partner_id) as kept
  where kept.partner_id = partner.id;
alter table partner drop column search_text,
  add name_words text generated always as (reference.words(name)) stored;
alter table partner
  add search_text text generated always as (reference.words(name || ' ' || coalesce(name_vi, '') || ' ' || other_names)) stored;
create index partner_search_idx on partner using gin (search_text gin_trgm_ops);
create index partner_words_idx on partner (name_words collate "C", id);
drop index partner_name_idx;
create index partner_name_idx on partner (name collate "vi-x-icu", id);
drop index partner_name_search_idx;
drop index partner_last_contact_idx;
create index partner_last_contact_idx on partner (coalesce(last_contact_on, '-infinity'::date) desc, id desc);

alter table unit drop column search_text,
  add search_text text generated always as (reference.words(name_vi || ' ' || name_en)) stored;
create index unit_search_idx on unit using gin (search_text gin_trgm_ops);
alter table delegation drop column search_text, add search_text text generated always as (reference.words(title)) stored;
create index delegation_search_idx on delegation using gin (search_text gin_trgm_ops);
alter table activity drop column search_text, add search_text text generated always as (reference.words(title)) stored;
create index activity_search_idx on activity using gin (search_text gin_trgm_ops);
alter table aid_project drop column search_text,
  add search_text text generated always as (reference.words(title || ' ' || ngo_name)) stored;
create index aid_project_search_idx on aid_project using gin (search_text gin_trgm_ops);
update reference.country set search_text = reference.words(search_text);

-- The parts of a record find it by its key. Beside that key an index of (unit_id, unit_path) looks as cheap to a planner who has not yet
-- counted a unit's rows, and an import of a hundred thousand into one unit then reads them all for each; the moving of a unit, which
-- alone needs it, is rare and content with ranges of blocks.
drop index activity_unit_id_unit_path_idx, partner_unit_id_unit_path_idx, delegation_unit_id_unit_path_idx;
create index activity_unit_idx on activity using brin (unit_id);
create index partner_unit_idx on partner using brin (unit_id);
create index delegation_unit_idx on delegation using brin (unit_id);

-- How common a word is decides which index helps, so more of them are remembered.
alter table partner alter search_text set statistics 300;
alter table activity alter search_text set statistics 300;
-- An empty table is better not counted: "no rows" would be believed while the first hundred thousand come in.
do $$
begin
  if exists (select from activity) then
    analyze partner;
    analyze activity;
  end if;
end $$;
