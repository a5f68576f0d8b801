-- The union's tree. Units are dated: where each stood, what it was called, who held which post, what it belongs to besides its place in the tree.
create table unit (
  id uuid primary key default new_id(),
  path ltree not null unique,
  parent_id uuid references unit (id),
  kind text not null check (kind in ('union', 'standing_agency', 'department', 'central_association', 'committee',
    'provincial_union', 'provincial_association', 'chapter', 'mission', 'press')),
  code text not null unique check (code ~ '^[a-z0-9_]+$'),
  name_vi text not null check (name_vi <> ''),
  name_en text not null check (name_en <> ''),
  search_text text generated always as (reference.words(name_vi || ' ' || name_en)) stored,
  country_iso2 text,
  province_code text,
  founded_on date,
  closed_on date,
  confidence text not null default 'A' check (confidence in ('A', 'B', 'C')),
  source text,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
comment on table unit is 'The union''s tree as it stands today; its past is in unit_place.';
create index unit_path_idx on unit using gist (path);
create index unit_parent_idx on unit (parent_id);
create index unit_search_idx on unit using gin (search_text gin_trgm_ops);
alter table unit enable row level security;
alter table unit force row level security;
create policy readable on unit for select using (actor_reach() <> 'anonymous');
create policy insertable on unit for insert with check (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> path);
create policy changeable on unit for update using (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> path);

-- Rows of business refer to the place where they were written, so moving or merging units rewrites none of them. A path ends with the
-- code of its unit, which no other unit ever has: whoever answers for a place answers for that unit's rows. A unit may come back to a
-- place it had, so a place holds for several spans; for none, when an act was undone and rows had been written there.
create table unit_place (
  unit_id uuid not null references unit (id),
  path ltree not null unique,
  valid datemultirange not null,
  primary key (unit_id, path),
  exclude using gist (unit_id with =, valid with &&)
);
comment on table unit_place is 'Where in the tree a unit stood, day by day; rows refer to it, and the tree on any past day comes from here.';
create index unit_place_path_idx on unit_place using gist (path);
create index unit_place_left_idx on unit_place (unit_id) where not upper_inf(valid);

create table unit_name (
  id uuid primary key default new_id(),
  unit_id uuid not null references unit (id),
  language text not null,
  name text not null,
  short_name text,
  from_on date,
  until_on date
);
comment on table unit_name is 'All names of a unit with their validity; unit.name_vi and name_en are today''s.';
create index unit_name_unit_idx on unit_name (unit_id);

create table unit_membership (
  id uuid primary key default new_id(),
  member_unit_id uuid not null references unit (id),
  in_unit_id uuid not null references unit (id) check (in_unit_id <> member_unit_id),
  from_on date,
  until_on date,
  unique (member_unit_id, in_unit_id, from_on)
);
comment on table unit_membership is 'Membership is a network: a provincial association also belongs to the national one.';
create index unit_membership_in_idx on unit_membership (in_unit_id);

create table unit_succession (
  predecessor_id uuid not null references unit (id),
  successor_id uuid not null references unit (id),
  on_date date not null,
  legal_basis text,
  primary key (predecessor_id, successor_id)
);
comment on table unit_succession is 'Who carries on after a merger or split.';
create index unit_succession_successor_idx on unit_succession (successor_id);

create table unit_accreditation (
  unit_id uuid not null references unit (id),
  country_iso2 text not null references reference.country (iso2),
  from_on date,
  until_on date,
  primary key (unit_id, country_iso2)
);
create index unit_accreditation_country_idx on unit_accreditation (country_iso2);
comment on table unit_accreditation is 'The countries a mission abroad is accredited to.';

create table unit_post (
  id uuid primary key default new_id(),
  unit_id uuid not null,
  unit_path ltree not null,
  title_vi text not null,
  title_en text not null,
  holder_name text not null,
  from_on date,
  planned_until_on date,
  until_on date,
  is_full_time boolean not null default false,
  foreign key (unit_id, unit_path) references unit_place (unit_id, path)
);
comment on table unit_post is 'Who holds which post; a term never ends by itself, so the planned end is only a plan.';
create index unit_post_unit_idx on unit_post (unit_id, unit_path);

do $$
declare name text;
begin
  foreach name in array array['unit_place', 'unit_name', 'unit_membership', 'unit_succession', 'unit_accreditation', 'unit_post'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy readable on %I for select using (actor_reach() <> ''anonymous'')', name);
    execute format('create policy insertable on %I for insert with check (actor_reach() = ''system'' or actor_reach() = ''staff'' and actor_is_at_root())', name);
    execute format('create policy changeable on %I for update using (actor_reach() = ''system'' or actor_reach() = ''staff'' and actor_is_at_root())', name);
  end loop;
end $$;

-- Whoever acts for a unit today answers for what was written where it stood before, and for what came to it from units it carries on.
create view unit_carried with (security_invoker = true) as
  with recursive taken_over (unit_id, from_id, since) as (
    select unit_succession.successor_id, unit_succession.predecessor_id, unit_succession.on_date from unit_succession
    union
    select taken_over.unit_id, unit_succession.predecessor_id, greatest(taken_over.since, unit_succession.on_date)
    from taken_over
    join unit_succession on unit_succession.successor_id = taken_over.from_id
  )
  select unit.path as unit_path, unit_place.path, taken_over.since
  from taken_over
  join unit on unit.id = taken_over.unit_id
  join unit_place on unit_place.unit_id = taken_over.from_id
  union all
  select unit.path, unit_place.path, coalesce(lower(unit_place.valid), '-infinity')
  from unit_place
  join unit on unit.id = unit_place.unit_id
  where not upper_inf(unit_place.valid) and unit_place.path <> unit.path;
comment on view unit_carried is 'The places besides today''s own that a unit answers for: its earlier ones, and all of those it succeeds.';
