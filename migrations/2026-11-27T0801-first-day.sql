-- Whether the first day is over. A union that was there before is set up; a new one has said nothing yet.
alter table identity add column is_set_up boolean not null default true;
alter table identity alter column is_set_up set default false;
comment on column identity.is_set_up is 'True once the administrator has done the set-up or put it aside: Today no longer names what is open.';
