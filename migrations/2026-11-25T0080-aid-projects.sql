-- The register of foreign-NGO aid and what the NGOs themselves report.
create table aid_project (
  id uuid primary key default new_id(),
  title text not null,
  search_text text generated always as (reference.words(title || ' ' || ngo_name)) stored,
  ngo_name text not null,
  ngo_country text not null references reference.country (iso2),
  sector text not null,
  province_code text,
  owner_name text,
  starts_on date not null,
  ends_on date
);
comment on table aid_project is 'A plain register of foreign-NGO aid (viện trợ PCPNN); the aid module comes later.';
create index aid_project_search_idx on aid_project using gin (search_text gin_trgm_ops);
create index aid_project_country_idx on aid_project (ngo_country);
call own_rows('aid_project');

create table aid_project_amount (
  id uuid primary key default new_id(),
  aid_project_id uuid not null,
  kind text not null check (kind in ('commitment', 'disbursement')),
  on_date date not null,
  -- An amount recorded by mistake is corrected, to nothing if need be; what it said stays in the history.
  amount_usd numeric not null check (amount_usd >= 0)
);
comment on table aid_project_amount is 'Committed and disbursed are different measures; each amount has its day. US dollars.';
create index aid_project_amount_date_idx on aid_project_amount (on_date);
call part_rows('aid_project_amount', 'aid_project');

create table aid_project_statement (
  id uuid primary key default new_id(),
  aid_project_id uuid not null,
  on_date date not null,
  amount_usd numeric not null check (amount_usd >= 0),
  body text not null check (body <> ''),
  made_by uuid not null,
  made_by_name text not null,
  made_on date not null,
  settled_on date,
  verdict text check (verdict in ('accept', 'return')),
  outcome text,
  check ((settled_on is null) = (verdict is null))
);
comment on table aid_project_statement is 'What a foreign NGO reports of its project; accepted, it becomes a disbursement of the register.';
create index aid_project_statement_open_idx on aid_project_statement (made_on) where settled_on is null;
call part_rows('aid_project_statement', 'aid_project');
create policy sayable on aid_project_statement for insert with check (may_say(visibility, shared_paths, named_user_ids, made_by));

create view aid_project_fact with (security_invoker = true) as
  select aid_project_amount.id, aid_project.id as project_id, aid_project.title, aid_project.ngo_name, aid_project.ngo_country,
    aid_project.sector, aid_project.province_code, aid_project_amount.kind, aid_project_amount.on_date, aid_project_amount.amount_usd,
    aid_project.unit_id, aid_project.unit_path
  from aid_project_amount
  join aid_project on aid_project.id = aid_project_amount.aid_project_id;
comment on view aid_project_fact is 'Foreign-NGO aid amounts in US dollars, by the day they were committed or disbursed.';
