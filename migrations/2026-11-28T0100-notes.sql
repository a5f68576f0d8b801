-- What was said or written to whom, as it is noted by whoever did it: a talk, a call, a letter, about a partner, a delegation or a country.
create type note_kind as enum ('talk', 'call', 'letter', 'other');

create table note (
  id uuid primary key default new_id(),
  kind note_kind not null,
  on_date date not null,
  body text not null,
  first_line text not null generated always as (left(split_part(body, E'\n', 1), 160)) stored,
  search_text text generated always as (reference.words(body) || reference.signs(body)) stored,
  partner_id uuid references partner (id),
  delegation_id uuid references delegation (id),
  country_iso2 text references reference.country (iso2),
  written_by_name text not null,
  taken_back_on date
);
alter table note add constraint note_body_check check (body <> '');
alter table note add constraint note_about_check check (num_nonnulls(partner_id, delegation_id, country_iso2) = 1);
comment on table note is 'What was said or written to whom, noted as it happened; talks, calls and letters with a partner are contacts.';
comment on column note.first_line is 'The first line, by which it is told elsewhere.';
comment on column note.taken_back_on is 'Since when it counts no more; the history keeps what it said.';
create index note_day_idx on note (on_date desc, id desc);
create index note_partner_idx on note (partner_id, on_date desc) where partner_id is not null;
create index note_delegation_idx on note (delegation_id, on_date desc) where delegation_id is not null;
create index note_country_idx on note (country_iso2, on_date desc) where country_iso2 is not null;
create index note_search_idx on note using gin (search_text gin_trgm_ops);
call own_rows('note', are_many => true);
create index note_unit_path_idx on note using gist (unit_path);

-- Business of those who keep relations: missions and press read their own, and nobody outside the union reads any.
do $$
begin
  execute format('create policy near on note as restrictive for select using (%s)', near_rule());
  execute format('create policy near on partner_event as restrictive for select
    using (subject_kind <> ''note'' or (select actor_reach()) in (''system'', ''staff'', ''reader'') and (%s))', near_rule());
  execute format('alter policy near on history using (subject_kind not in (''partner'', ''aid_project'', ''note'') or %s)', near_rule());
end $$;
create policy inside on note as restrictive for select using ((select actor_reach()) in ('system', 'staff', 'reader'));

-- A call is contact with a partner and no work done with it: reports count what they counted.
create or replace view partner_fact with (security_invoker = true) as
  select partner_event.id, partner_event.partner_id as record_id, partner.name as title, partner_event.on_date,
    partner_event.unit_id, partner_event.unit_path, null::numeric as amount,
    coalesce(extract(year from partner.first_contact_on) = extract(year from partner_event.on_date), false) as is_new,
    coalesce(activity_fact.host_paths, array[partner_event.unit_path]) as host_paths, partner.country_iso2, activity_fact.id as hosted_id
  from partner_event
  join partner on partner.id = partner_event.partner_id
  left join activity_fact on activity_fact.id = partner_event.subject_id
  where partner_event.subject_kind <> 'note';
