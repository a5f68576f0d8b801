-- The register of papers that go out (sổ đăng ký văn bản đi): a book for each unit, kind of paper and year, whose numbers begin at 1 every year.
create table register_entry (
  id uuid primary key default new_id(),
  kind text not null,
  year integer not null,
  number text not null,
  ordinal integer,
  last_ordinal integer,
  status text not null default 'registered',
  on_date date,
  subject text,
  signer text,
  addressee text,
  reason text,
  record_kind text,
  record_id uuid,
  paper text,
  file_id uuid references file (id),
  search_text text generated always as (reference.words(coalesce(subject, '') || ' ' || number || ' ' || coalesce(addressee, '') || ' ' || coalesce(signer, '')) || reference.signs(coalesce(subject, '') || ' ' || coalesce(addressee, ''))) stored
);
alter table register_entry add constraint register_entry_kind_check check (kind ~ '^[a-z_]+$');
alter table register_entry add constraint register_entry_number_check check (number <> '');
alter table register_entry add constraint register_entry_ordinal_check check (ordinal > 0 and last_ordinal >= ordinal);
alter table register_entry add constraint register_entry_ordinals check ((ordinal is null) = (last_ordinal is null));
alter table register_entry add constraint register_entry_status_check check (status in ('registered', 'cancelled', 'unused', 'taken_back'));
alter table register_entry add constraint register_entry_one_number check (status in ('unused', 'taken_back') or ordinal is null or last_ordinal = ordinal);
alter table register_entry add constraint register_entry_year check (status in ('unused', 'taken_back') or on_date is not null and year = extract(year from on_date));
alter table register_entry add constraint register_entry_about check (status in ('unused', 'taken_back') or subject is not null);
alter table register_entry add constraint register_entry_said check (status = 'registered' or reason is not null);
comment on table register_entry is 'A line of the book: a paper under its number, or numbers that no paper bears and why. No number is ever given twice.';
comment on column register_entry.number is 'As it stands on the paper: 05/QĐ-LHHN.';
comment on column register_entry.ordinal is 'Its place in the series; null where the number was written in a form that has none.';
comment on column register_entry.last_ordinal is 'Numbers without paper are explained from ordinal to here; of a paper the same as ordinal.';
comment on column register_entry.status is 'registered; cancelled: withdrawn or spoiled, its number stays taken; unused: numbers that no paper bears; taken_back: an explanation that was wrong.';
comment on column register_entry.reason is 'Why it is cancelled, or why no paper bears these numbers.';
comment on column register_entry.record_id is 'What the paper is of, where it was made here; record_kind says of which kind and paper which of its papers.';
comment on column register_entry.file_id is 'The paper as it was issued, or its scan.';
create index register_entry_file_idx on register_entry (file_id);
create index register_entry_record_idx on register_entry (record_id) where record_id is not null;
create index register_entry_search_idx on register_entry using gin (search_text gin_trgm_ops);
call own_rows('register_entry');
alter table register_entry add column book_place text collate "C" not null generated always as
  (lpad(year::text, 4, '0') || ' ' || ltree2text(unit_path) || ' ' || kind || ' ' || lpad(coalesce(ordinal, 99999999)::text, 8, '0')) stored;
comment on column register_entry.book_place is 'Its place in the order of the books.';
create index register_entry_place_idx on register_entry (book_place, id);
-- The last guard where two clerks register at once; a range, for one line may explain several numbers.
alter table register_entry add constraint register_entry_ordinal_once
  exclude using gist (unit_id with =, kind with =, year with =, int4range(ordinal, last_ordinal, '[]') with &&)
  where (status <> 'taken_back' and ordinal is not null);
create unique index register_entry_number_once on register_entry (unit_id, kind, year, lower(number)) where status <> 'taken_back';
create policy inside on register_entry as restrictive for select using ((select actor_reach()) in ('system', 'staff', 'reader'));

-- What stands behind the number on a unit's papers: 05/QĐ-LHHN, of letters 12/LHHN-VP.
create table register_symbol (
  id uuid primary key default new_id(),
  organisation text not null,
  office text,
  from_on date not null,
  until_on date
);
alter table register_symbol add constraint register_symbol_organisation_check check (organisation ~ '^[^\s/]+$');
alter table register_symbol add constraint register_symbol_office_check check (office ~ '^[^\s/]+$');
alter table register_symbol add constraint register_symbol_order check (until_on >= from_on);
comment on table register_symbol is 'The letters by which a unit''s papers are known, and for how long.';
comment on column register_symbol.office is 'Who drafts letters there: behind the organisation in the number of a letter.';
call own_rows('register_symbol');
alter table register_symbol add constraint register_symbol_once exclude using gist (unit_id with =, daterange(from_on, until_on) with &&);
create policy inside on register_symbol as restrictive for select using ((select actor_reach()) in ('system', 'staff', 'reader'));

-- Decisions that were numbered before the book was kept here. Of two under one number the earlier stands in it; both keep what is written on them.
insert into register_entry (kind, year, number, ordinal, last_ordinal, status, on_date, subject, signer, addressee, reason, record_kind, record_id, paper, file_id,
  unit_id, unit_path, visibility, named_user_ids)
select distinct on (unit_place.unit_id, said.year, coalesce(said.ordinal::text, lower(decision.number)))
  'decision', said.year, decision.number, said.ordinal, said.ordinal,
  case when decision.ended_at is null then 'registered' else 'cancelled' end,
  decision.decided_on, delegation.title, coalesce(decision.on_behalf_of_name, decision.decided_by_name), unit.name,
  case when decision.ended_at is not null then coalesce(ending.reason, '–') end,
  'delegation', delegation.id, 'decision',
  (select paper.file_id from delegation_paper as paper join delegation_version on delegation_version.id = paper.version_id
    where delegation_version.decision_id = decision.id and paper.paper = 'decision' and paper.number = decision.number
    order by delegation_version.ordinal desc, paper.kept_at desc, paper.id desc limit 1),
  unit_place.unit_id, unit_place.path,
  case when delegation.visibility = 'confidential' then 'confidential' else 'unit' end::row_visibility,
  case when delegation.visibility = 'confidential' then delegation.named_user_ids else '{}' end
from delegation_decision as decision
join delegation on delegation.id = decision.delegation_id
join unit on unit.id = delegation.unit_id
join unit_place on unit_place.path = coalesce(decision.approving_path, delegation.unit_path)
cross join lateral (select extract(year from decision.decided_on)::integer as year,
  substring(decision.number from '^\s*0*([1-9][0-9]{0,5})\s*/')::integer as ordinal) as said
left join lateral (select later.reason from delegation_decision as later
  where later.delegation_id = decision.delegation_id and later.reason is not null and later.created_at > decision.created_at
  order by later.created_at limit 1) as ending on true
where decision.step = 'approve' and decision.number <> ''
order by unit_place.unit_id, said.year, coalesce(said.ordinal::text, lower(decision.number)), decision.ended_at is not null, decision.created_at;
