-- A backup that somebody asked for on the page waits here until the process that keeps the place takes it up; one under way says how far it is.
alter table backup_run add column is_begun boolean not null default true;
alter table backup_run add column progress jsonb not null default '{}';
-- Told every few seconds while it runs: one that is silent was ended before its time.
alter table backup_run add column said_at timestamptz;
comment on column backup_run.is_begun is 'False while it is asked for and nobody has taken it up.';
