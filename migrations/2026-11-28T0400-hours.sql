-- When on its day an activity begins, and its last day where it is longer than one.
alter table activity add column starts_at text;
alter table activity add column ends_on date;
comment on column activity.starts_at is 'The hour on its first day as its place has it, HH:MM; a calendar day has no zone, nor has it.';
comment on column activity.ends_on is 'Its last day; null where it is over on the day on which it begins.';
alter table activity add constraint activity_starts_at_check check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
alter table activity add constraint activity_ends_on_check check (ends_on >= starts_on);
-- Those that began before some days and last into them, for calendars.
create index activity_ends_idx on activity (ends_on) where ends_on is not null;
