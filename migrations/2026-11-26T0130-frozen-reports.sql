-- A report that was sent is kept whole: what its page says, and what each record gave to each of its figures; its papers are files of it.
-- Of reports frozen before, only the figures were kept.
alter table report
  add tree text not null default 'now' check (tree in ('now', 'then')),
  add language text not null default 'vi' check (language in ('vi', 'en')),
  add frozen_by text,
  add pages jsonb,
  add counted jsonb,
  add stood jsonb;
comment on column report.tree is 'Whether its units were taken as they stood on the day of each record, or as they stood when it was frozen.';
comment on column report.language is 'The language it was sent in; the papers of the others are kept too.';
comment on column report.frozen_by is 'Who froze it, as that person was called then.';
comment on column report.pages is 'Its page by language, every word as it was sent.';
comment on column report.counted is 'By source, record and figure or row of a table: what the record gave to it; and how figures were defined.';
comment on column report.stood is 'The units of its tree with the days on which they stood in it, so that corrections count in the same tree.';

-- What was sent is not changed, by nobody.
drop policy changeable on report;
drop policy removable on report;
