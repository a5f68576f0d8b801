-- Workbooks that came in: tried, written, undone.
create table import (
  id uuid primary key default new_id(),
  -- What can be imported is said in the code's register alone.
  kind text not null,
  status text not null check (status in ('trying', 'tried', 'committing', 'committed', 'undone', 'failed')),
  file_name text not null,
  file_sha256 text not null,
  mapping jsonb not null default '{}',
  remarks text[] not null default '{}',
  rows integer not null default 0,
  processed integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  refused integer not null default 0,
  failure text,
  finished_at timestamptz
);
comment on table import is 'One workbook: tried, committed, undone; in = created + updated + skipped + refused.';
call own_rows('import');

create table import_problem (
  id uuid primary key default new_id(),
  import_id uuid not null,
  row_number integer not null,
  column_name text,
  message text not null
);
comment on table import_problem is 'Why a row was refused, in words for the person who made the workbook.';
call part_rows('import_problem', 'import');

create table import_before (
  id uuid primary key default new_id(),
  import_id uuid not null,
  record_id uuid not null,
  before jsonb not null
);
comment on table import_before is 'What an updated record held before, so that undo restores it.';
call part_rows('import_before', 'import');
