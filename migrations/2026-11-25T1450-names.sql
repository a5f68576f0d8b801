-- Names in languages (docs/decisions/0023): the record's own name in a column of its own, by which lists are sorted, and beside it the
-- others by language; instead of a column for each of two languages.
create or replace function reference.are_names(names jsonb) returns boolean
  language sql immutable parallel safe strict
  return jsonb_typeof(names) = 'object'
    and not names @? '$.keyvalue() ? (!(@.key like_regex "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$") || @.value.type() != "string" || @.value == "")';
comment on function reference.are_names is 'Names by language tag (BCP 47), none of them empty; "en" is the international one.';

create or replace function reference.words_of(name text, names jsonb) returns text
  language sql immutable parallel safe strict
  return reference.words(name || ' ' || jsonb_path_query_array(names, '$.*')::text);
comment on function reference.words_of is 'The folded words of a name in every language: what search compares.';

create or replace function reference.joined(names text[]) returns text
  language sql immutable parallel safe strict
  return array_to_string(names, ' ');
comment on function reference.joined is 'A list of names as one text, for the words of a row that has several.';

-- Of the facts the own name is the international one. A second union of the same database finds them moved already.
alter table reference.country add column if not exists name text, add column if not exists name_in jsonb not null default '{}',
  add column if not exists region text, add column if not exists region_in jsonb not null default '{}',
  add column if not exists capital text, add column if not exists capital_in jsonb not null default '{}';
alter table reference.province add column if not exists name text, add column if not exists name_in jsonb not null default '{}',
  add column if not exists region text, add column if not exists region_in jsonb not null default '{}';
alter table reference.calendar_day add column if not exists name text, add column if not exists name_in jsonb not null default '{}';
alter table reference.foreign_ngo add column if not exists name text, add column if not exists name_in jsonb not null default '{}';
do $$
begin
  if exists (select from information_schema.columns where table_schema = 'reference' and table_name = 'country' and column_name = 'name_en') then
    update reference.country set name = name_en, name_in = jsonb_object(array['vi', name_vi]), region = region_en,
      region_in = jsonb_object(array['vi', region_vi]), capital = capital_en;
    update reference.province set name = name_en, name_in = jsonb_object(array['vi', name_vi]), region = region_en,
      region_in = jsonb_object(array['vi', region_vi]);
    update reference.calendar_day set name = name_en, name_in = jsonb_object(array['vi', name_vi]);
    update reference.foreign_ngo set name = name_en;
    -- Its names by language come first: who looks for a country without marks types one of them.
    alter table reference.country drop column search_text;
    alter table reference.country add column search_text text
      generated always as (reference.words(jsonb_path_query_array(name_in, '$.*')::text) || reference.words(name)
        || reference.words(reference.joined(names_other))) stored;
    create index country_search_idx on reference.country using gin (search_text gin_trgm_ops);
    alter table reference.country add check (reference.are_names(name_in));
    alter table reference.country add check (reference.are_names(region_in));
    alter table reference.country add check (reference.are_names(capital_in));
    alter table reference.province add check (reference.are_names(name_in));
    alter table reference.province add check (reference.are_names(region_in));
    alter table reference.calendar_day add check (reference.are_names(name_in));
    alter table reference.foreign_ngo add check (reference.are_names(name_in));
  end if;
end $$;
alter table reference.country alter name set not null;
alter table reference.country alter region set not null;
alter table reference.country drop column if exists name_en, drop column if exists name_vi, drop column if exists region_en,
  drop column if exists region_vi, drop column if exists capital_en;
alter table reference.province alter name set not null;
alter table reference.province alter region set not null;
alter table reference.province drop column if exists name_en, drop column if exists name_vi, drop column if exists region_en,
  drop column if exists region_vi;
alter table reference.calendar_day alter name set not null;
alter table reference.calendar_day drop column if exists name_en, drop column if exists name_vi;
alter table reference.foreign_ngo alter name set not null;
alter table reference.foreign_ngo drop column if exists name_en;

select set_config('amity.reach', 'system', true);

-- The own name of every unit so far is the Vietnamese one.
alter table unit drop column search_text;
alter table unit rename column name_vi to name;
alter table unit add column name_in jsonb not null default '{}';
update unit set name_in = jsonb_object(array['en', name_en]);
alter table unit drop column name_en;
alter table unit add check (reference.are_names(name_in));
alter table unit add column search_text text generated always as (reference.words_of(name, name_in)) stored;
create index unit_search_idx on unit using gin (search_text gin_trgm_ops);
comment on column unit.name is 'The unit''s own name, as it calls itself; also what is shown in a language that name_in does not have.';

alter table unit_name add column is_own boolean not null default false;
update unit_name set is_own = true where language = 'vi';
comment on table unit_name is 'All names of a unit with their validity, its own ones marked; unit.name and unit.name_in are today''s.';
comment on column unit_name.language is 'A language tag (BCP 47); und where the own name''s language was not said.';

alter table unit_post rename column title_vi to title;
alter table unit_post add column title_in jsonb not null default '{}';
update unit_post set title_in = jsonb_object(array['en', title_en]) where title_en <> '';
alter table unit_post drop column title_en;
alter table unit_post add check (reference.are_names(title_in));

alter table delegation_programme_entry rename column content_vi to content;
alter table delegation_programme_entry add column content_in jsonb not null default '{}';
update delegation_programme_entry set content_in = jsonb_object(array['en', content_en]) where content_en <> '';
alter table delegation_programme_entry drop column content_en;
alter table delegation_programme_entry add check (reference.are_names(content_in));

alter table partner drop column search_text;
alter table partner add column name_in jsonb not null default '{}';
update partner set name_in = jsonb_object(array['vi', name_vi]) where name_vi <> '';
alter table partner drop column name_vi;
alter table partner add check (reference.are_names(name_in));
alter table partner add column search_text text
  generated always as (reference.words_of(name, name_in) || reference.words(other_names)) stored;
create index partner_search_idx on partner using gin (search_text gin_trgm_ops);
do $$
begin
  execute 'alter table partner alter search_text set statistics 300';
exception when feature_not_supported then
  raise notice 'this server keeps its own statistics of partner';
end $$;

-- What an import may put back, and which column of a sheet it read, are called as the columns are now.
update import_before set before = jsonb_set(before - 'name_vi', '{name_in}',
  case when before ->> 'name_vi' <> '' then jsonb_set('{}', '{vi}', before -> 'name_vi') else '{}' end) where before ? 'name_vi';
update import set mapping = jsonb_set(mapping - 'countries', '{country_iso2}', mapping -> 'countries')
  where kind = 'partners' and mapping ? 'countries';

-- A programme that was sent to be confirmed stays as it was sent; one row a statement, with what was made of it.
do $$
declare
  owed record;
  entries jsonb;
begin
  for owed in select id, summary from exchange_owed where summary @? '$.programme[*].content_vi' loop
    select jsonb_agg(entry - 'content_vi' - 'content_en' || jsonb_build_object('content', entry -> 'content_vi',
        'content_in', jsonb_strip_nulls(jsonb_build_object('en', entry -> 'content_en'))) order by place)
      into entries from jsonb_array_elements(owed.summary -> 'programme') with ordinality as listed (entry, place);
    update exchange_owed set summary = jsonb_set(owed.summary, '{programme}', entries) where id = owed.id;
  end loop;
end $$;
