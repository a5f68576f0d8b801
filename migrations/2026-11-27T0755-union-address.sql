-- Several unions may live in one database, each in its own schema, and be served by one process: the address at which one is found stands in its
-- own schema, and in no backup: it is of one place (docs/decisions/0068). The union that the settings name has none here: theirs holds.
create table union_address (
  only_one boolean primary key default true check (only_one),
  origin text not null check (origin ~ '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$'),
  closed_at timestamptz,
  practice_until date
);
comment on table union_address is 'Under which address this union is found where it is served beside another; written by the command alone.';
comment on column union_address.practice_until is 'Set where it is a copy to practise with: nothing of it counts, no letter leaves it, and after that day it is taken away.';
alter table union_address enable row level security;
alter table union_address force row level security;
create policy union_address_read on union_address for select using (true);
-- The application's role may not write at all (migrate.server.ts); its owner, where that is no superuser, is bound by this.
create policy union_address_write on union_address for all using ((select actor_reach()) = 'system') with check ((select actor_reach()) = 'system');
