-- Whose union this is: the one row that says what stood in the code before. A new database has none until its administrator says it; one that has
-- a tree of units already was a union of Viet Nam, for the code knew no other, and goes on as it was.
create table identity (
  id uuid primary key default new_id(),
  is_one boolean not null default true,
  name text not null check (length(name) between 1 and 200),
  name_in jsonb not null default '{}' check (jsonb_typeof(name_in) = 'object'),
  short_name text not null check (length(short_name) between 1 and 40),
  short_name_in jsonb not null default '{}' check (jsonb_typeof(short_name_in) = 'object'),
  seal text not null check (length(seal) between 1 and 4),
  seat text not null check (length(seat) between 1 and 100),
  seat_in jsonb not null default '{}' check (jsonb_typeof(seat_in) = 'object'),
  country text check (country ~ '^[A-Z]{2}$'),
  zone text not null check (length(zone) between 1 and 60),
  calendar text check (length(calendar) between 1 and 20),
  currency text check (currency ~ '^[A-Z]{3}$'),
  language text not null check (language in ('vi', 'en')),
  language_international text not null check (language_international in ('vi', 'en')),
  week_starts smallint not null check (week_starts in (1, 6, 7)),
  accent text check (accent ~ '^#[0-9a-f]{6}$'),
  version integer not null default 1,
  constraint identity_once unique (is_one),
  constraint identity_is_one_check check (is_one)
);
comment on table identity is 'Whose union this is: names, seat, country, clocks, calendar, languages, accent. One row; everybody who works here reads it, its administrator writes it.';
comment on column identity.seal is 'The letters that stand where there is no room for a name.';
comment on column identity.week_starts is '1 is Monday, 6 Saturday, 7 Sunday.';
alter table identity enable row level security;
alter table identity force row level security;
create policy readable on identity for select using ((select actor_reach()) <> 'anonymous');
create policy insertable on identity for insert with check ((select actor_reach()) = 'system'
  or (select actor_reach()) = 'staff' and (select actor_role()) = 'administrator' and (select actor_is_at_root()));
create policy changeable on identity for update using ((select actor_reach()) = 'system'
  or (select actor_reach()) = 'staff' and (select actor_role()) = 'administrator' and (select actor_is_at_root()));

insert into identity (name, name_in, short_name, short_name_in, seal, seat, seat_in, country, zone, calendar, currency, language, language_international, week_starts)
select 'Liên hiệp các tổ chức hữu nghị Việt Nam', '{"en": "Viet Nam Union of Friendship Organizations"}', 'Liên hiệp', '{"en": "The union"}', 'HN',
  'Hà Nội', '{"en": "Ha Noi"}', 'VN', 'Asia/Ho_Chi_Minh', 'vn', 'VND', 'vi', 'en', 1
where exists (select from unit);
