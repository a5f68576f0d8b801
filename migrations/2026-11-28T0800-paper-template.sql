-- Templates of papers that a unit has instead of those that come with the program; each row is a version of one, kept as it was sent.
create table paper_template (
  id uuid primary key default new_id(),
  paper text not null,
  language text not null,
  ordinal integer not null,
  file_name text not null,
  size_bytes integer not null,
  sha256 text not null,
  tags text[] not null,
  note text,
  added_by_name text not null,
  in_force_since timestamptz,
  failed_at timestamptz
);
alter table paper_template add constraint paper_template_paper_check check (paper ~ '^[a-z-]+$');
alter table paper_template add constraint paper_template_language_check check (language ~ '^[a-z]{2}$');
alter table paper_template add constraint paper_template_ordinal_check check (ordinal > 0);
alter table paper_template add constraint paper_template_file_name_check check (file_name <> '');
alter table paper_template add constraint paper_template_size_check check (size_bytes > 0);
alter table paper_template add constraint paper_template_sha256_check check (sha256 ~ '^[0-9a-f]{64}$');
comment on table paper_template is 'A version of a unit''s own template of a paper in a language. Papers of the unit, and of units below that have none, are made from the one in force; where there is none, from that of the program.';
comment on column paper_template.paper is 'What is made from it, as the templates of the program are called: delegation-decision, annual-report.';
comment on column paper_template.ordinal is 'Which version of this unit''s template it is, from 1.';
comment on column paper_template.sha256 is 'Its bytes lie in the file store under this name.';
comment on column paper_template.tags is 'What is filled in, as it was read from the file: a tag behind the lists that it stands in, each on a line of its own.';
comment on column paper_template.in_force_since is 'Null: papers are not made from this version.';
comment on column paper_template.failed_at is 'When a paper could not be made from it and was made from that of the program instead.';
call own_rows('paper_template');
alter table paper_template add constraint paper_template_once unique (unit_id, paper, language, ordinal);
-- The last guard where two put a version in force at once.
create unique index paper_template_in_force_once on paper_template (unit_id, paper, language) where in_force_since is not null;
create policy inside on paper_template as restrictive for select using ((select actor_reach()) in ('system', 'staff', 'reader'));
