-- An account says what it says in the language of who reads it: sentences are kept as their keys and what fills them.
-- Accounts from before keep theirs as they were written.
alter table import add column headings text[] not null default '{}', add column told jsonb not null default '[]', add column failed jsonb;
comment on column import.headings is 'The cells of the row that names the columns of the sheet; mapping says which of them was read as what.';
comment on column import.told is 'What was remarked of the file: a list of the key of each sentence and what fills it.';
comment on column import.failed is 'Why it could not be written: the key of the sentence and what fills it.';

alter table import_problem add column code text, add column details jsonb not null default '{}';
alter table import_problem alter message set default '';
comment on column import_problem.code is 'The key of its sentence, filled by details; message is that of accounts from before.';
comment on column import_problem.column_name is 'The column of the set, by its name; in accounts from before by its heading.';
