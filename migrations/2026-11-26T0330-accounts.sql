-- An account can be closed and opened again; a session says how it was entered, and ends by itself (docs/security/accounts.md).
alter table auth_user add deactivated_at timestamptz;
comment on column auth_user.deactivated_at is 'Since when nobody signs in here; the records that name the person stay.';
alter table auth_session add factor text not null default 'password'
  check (factor in ('password', 'second_step', 'passkey', 'provider', 'provider_second_step'));
comment on column auth_session.factor is 'What the person showed at the sign-in; expires_at is the earlier of its idle and its absolute end.';
-- Those of the former rule lived for fourteen days and say nothing of how they were entered.
delete from auth_session;
create index auth_session_expires_idx on auth_session (expires_at);
alter table auth_two_factor add last_used_step bigint not null default 0;
comment on column auth_two_factor.last_used_step is 'The thirty seconds of the code used last: it and those before open nothing again.';
-- A person has one, also where two were begun at once; the one that counts is kept.
delete from auth_two_factor as old using auth_two_factor as kept
  where old.user_id = kept.user_id and old.id <> kept.id and (kept.verified, kept.id) > (old.verified, old.id);
create unique index auth_two_factor_one_idx on auth_two_factor (user_id);

create table access_password_link (
  id uuid primary key default new_id(),
  user_id uuid not null references auth_user (id),
  token_hash text not null unique,
  made_by uuid references auth_user (id),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table access_password_link is 'A link under which a person sets a new password, once; made_by is null where the person asked for it.';
create index access_password_link_user_idx on access_password_link (user_id);
create index access_password_link_by_idx on access_password_link (made_by);

create table access_second_step_reset (
  id uuid primary key default new_id(),
  user_id uuid not null references auth_user (id),
  identity_checked text not null,
  asked_by uuid not null references auth_user (id),
  asked_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  settled_by uuid references auth_user (id),
  settled_at timestamptz,
  was_agreed boolean,
  check (was_agreed is null or settled_at is not null),
  constraint access_second_step_two_people check (not was_agreed or settled_by <> asked_by)
);
comment on table access_second_step_reset is 'One administrator asks that a lost second step be taken away and says how the person was recognised; another agrees or refuses.';
create index access_second_step_reset_user_idx on access_second_step_reset (user_id);
create index access_second_step_reset_asked_idx on access_second_step_reset (asked_by);
create index access_second_step_reset_settled_idx on access_second_step_reset (settled_by);
create unique index access_second_step_reset_open_idx on access_second_step_reset (user_id) where settled_at is null;

create table access_first_key (token_hash text primary key, created_at timestamptz not null default clock_timestamp());
comment on table access_first_key is 'Keys that an empty start printed: whoever shows one becomes the first administrator.';

alter table access_invitation add withdrawn_at timestamptz, add sent_at timestamptz;
comment on column access_invitation.withdrawn_at is 'Since when the link opens nothing, because whoever invites took it back.';

do $$
declare kept text;
begin
  foreach kept in array array['access_password_link', 'access_second_step_reset', 'access_first_key'] loop
    execute format('alter table %I enable row level security', kept);
    execute format('alter table %I force row level security', kept);
    execute format('create policy of_the_system on %I using (actor_reach() = ''system'')', kept);
  end loop;
end $$;
