-- How papers are laid out, and whether the first day is over. A union that was there before prints as it did and is set up; a new one has said neither.
alter table identity add column paper_layout text default 'decree_30' check (paper_layout in ('plain', 'decree_30'));
alter table identity alter column paper_layout drop default;
alter table identity add column is_set_up boolean not null default true;
alter table identity alter column is_set_up set default false;
comment on column identity.paper_layout is 'How papers in Word are laid out; plain where nobody said it.';
comment on column identity.is_set_up is 'True once the administrator has done the set-up or put it aside: Today no longer names what is open.';
