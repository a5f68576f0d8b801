-- Several unions may live in one database, each in its own schema, and be served by one process: the address at which one is found stands in its
-- own schema, so that it goes wherever that goes (docs/decisions/0068). The union that the settings name has none here: theirs holds.
create table union_address (
  only_one boolean primary key default true check (only_one),
  origin text not null check (origin ~ '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$'),
  closed_at timestamptz
);
comment on table union_address is 'Under which address this union is found where it is served beside another; written by the command alone.';
alter table union_address enable row level security;
alter table union_address force row level security;
create policy union_address_read on union_address for select using (true);
create policy union_address_write on union_address for all using (actor_reach() = 'system') with check (actor_reach() = 'system');
