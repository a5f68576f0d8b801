-- Found too: words of two signs (Chinese, Japanese, Korean), which an index of three letters does not know, and the first letters of a name.
-- Both stand behind the folded words as capitals, which folded words never have: nobody who types a word meets them by chance.
create or replace function reference.signs(value text) returns text
  language sql immutable parallel safe strict
  return case when normalize(value, nfkc) !~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]' then ''
    else (select ' ' || string_agg(case when sign ~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]'
        then 'X' || translate(upper(to_hex(ascii(sign))), '0123456789', 'GHIJKLMNOP') else ' ' end, '' order by place)
      from regexp_split_to_table(normalize(value, nfkc), '') with ordinality as split (sign, place)) end;
comment on function reference.signs is 'Chinese, Japanese and Korean signs spelt in capitals, X before each: an index of three letters finds one sign alone, whatever the server''s locale.';

create or replace function reference.first_letters(words text) returns text
  language sql immutable parallel safe strict
  return case when words ~ '( [^ ]+){3}' then '=' || upper(regexp_replace(words, ' ([^ ])[^ ]*', 'q\1', 'g')) else '' end;
comment on function reference.first_letters is 'The first letters of folded words, three at least, as capitals with a Q before each: found by their beginning, behind "=".';

create or replace function reference.initials(name text) returns text
  language sql immutable parallel safe strict
  return (select reference.first_letters(whole.words)
      || case when large.words <> whole.words then reference.first_letters(large.words) else '' end
      || case when large.words like '% viet nam%' then reference.first_letters(replace(large.words, ' viet nam', ' vietnam')) else '' end
    from (select reference.words(name) as words) as whole
    cross join lateral (select regexp_replace(whole.words, ' (of|the|and|for|in|to|cac to chuc|cac|va|cua|cho)(?= )', '', 'g') as words) as large);
comment on function reference.initials is 'How a name is abbreviated: by all its words, without the small ones, and with Viet Nam as one word.';

create or replace function reference.short_of(name text, names jsonb) returns text
  language sql immutable parallel safe strict
  return reference.initials(name) || coalesce((select string_agg(reference.initials(said.name), '' order by said.language)
      from jsonb_each_text(case jsonb_typeof(names) when 'object' then names else '{}' end) as said (language, name)), '')
    || reference.signs(name || ' ' || jsonb_path_query_array(names, '$.*')::text);
comment on function reference.short_of is 'The initials of a name in every language, and its signs: what search compares beside reference.words_of.';

alter table partner drop column search_text;
alter table partner add column search_text text generated always as
  (reference.words_of(name, name_in) || reference.words(other_names) || reference.short_of(name, name_in) || reference.signs(other_names)) stored;
create index partner_search_idx on partner using gin (search_text gin_trgm_ops);
do $$
begin
  execute 'alter table partner alter search_text set statistics 300';
exception when feature_not_supported then
  raise notice 'this server keeps its own statistics of partner';
end $$;

alter table unit drop column search_text;
alter table unit add column search_text text generated always as (reference.words_of(name, name_in) || reference.short_of(name, name_in)) stored;
create index unit_search_idx on unit using gin (search_text gin_trgm_ops);

alter table delegation drop column search_text;
alter table delegation add column search_text text generated always as (reference.words(title) || reference.signs(title)) stored;
create index delegation_search_idx on delegation using gin (search_text gin_trgm_ops);

alter table activity drop column search_text;
alter table activity add column search_text text generated always as (reference.words(title) || reference.signs(title)) stored;
create index activity_search_idx on activity using gin (search_text gin_trgm_ops);
do $$
begin
  execute 'alter table activity alter search_text set statistics 300';
exception when feature_not_supported then
  raise notice 'this server keeps its own statistics of activity';
end $$;

alter table aid_project drop column search_text;
alter table aid_project add column search_text text generated always as
  (reference.words(title || ' ' || ngo_name) || reference.initials(ngo_name) || reference.signs(title || ' ' || ngo_name)) stored;
create index aid_project_search_idx on aid_project using gin (search_text gin_trgm_ops);
