-- Of the last edition of a series the next is proposed, until somebody says that there is none.
alter table activity add column no_next_on date;
comment on column activity.no_next_on is 'When it was said that no next edition of its series follows this one; null while one is proposed.';
-- What came a year ago of a series, among millions.
create index activity_edition_idx on activity (starts_on) where series_id is not null;
