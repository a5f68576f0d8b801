-- Who chairs an activity, who interprets there and in which room it is: whoever plans another on that day is told.
alter table activity add column chair text;
alter table activity add column interpreter text;
alter table activity add column room text;
comment on column activity.chair is 'Who of ours leads or chairs it, by name.';
comment on column activity.room is 'A room of the unit that leads it; of the same name in another unit it is another room.';
-- What one person chairs in a week, among millions.
create index activity_chair_idx on activity (lower(chair), starts_on) where chair is not null;
