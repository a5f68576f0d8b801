-- Sign-in tables are better-auth's (docs/decisions/0004); below them who acts for which unit, from when, until when.
create table auth_user (
  id uuid primary key default new_id(), name text not null, email text not null unique, email_verified boolean not null default false,
  image text, two_factor_enabled boolean not null default false, locale text not null default 'vi',
  created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create table auth_session (
  id uuid primary key default new_id(), user_id uuid not null references auth_user (id), token text not null unique,
  expires_at timestamptz not null, ip_address text, user_agent text,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create index auth_session_user_idx on auth_session (user_id);
create table auth_account (
  id uuid primary key default new_id(), user_id uuid not null references auth_user (id), account_id text not null, provider_id text not null,
  issuer text, access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz,
  scope text, password text, created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create index auth_account_user_idx on auth_account (user_id);
create table auth_verification (
  id uuid primary key default new_id(), identifier text not null, value text not null, expires_at timestamptz not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create index auth_verification_identifier_idx on auth_verification (identifier);
create table auth_two_factor (
  id uuid primary key default new_id(), user_id uuid not null references auth_user (id), secret text not null, backup_codes text not null,
  verified boolean not null default true, failed_verification_count integer, locked_until timestamptz);
create index auth_two_factor_user_idx on auth_two_factor (user_id);
create table auth_passkey (
  id uuid primary key default new_id(), user_id uuid not null references auth_user (id), name text, public_key text not null,
  credential_id text not null unique, counter integer not null, device_type text not null, backed_up boolean not null,
  transports text, aaguid text, created_at timestamptz not null default now());
create index auth_passkey_user_idx on auth_passkey (user_id);
create table auth_rate_limit (id uuid primary key default new_id(), key text not null unique, count integer not null, last_request bigint not null);

create type access_role as enum ('leader', 'office', 'desk_officer', 'ngo_officer', 'unit_officer', 'association_officer',
  'mission_officer', 'press', 'auditor', 'administrator', 'consulted_agency', 'foreign_ngo', 'partner');

create table access_appointment (
  id uuid primary key default new_id(),
  user_id uuid not null references auth_user (id),
  unit_id uuid not null,
  unit_path ltree not null,
  role access_role not null,
  -- The union's day, said by whoever gives the role; the database's own day depends on where its server stands.
  from_on date not null,
  until_on date,
  created_at timestamptz not null default clock_timestamp(),
  -- A role that was given by mistake ends on the day it was given.
  check (until_on >= from_on),
  foreign key (unit_id, unit_path) references unit_place (unit_id, path)
);
comment on table access_appointment is 'A role of one person in one unit for a time; several may run at once.';
create index access_appointment_user_idx on access_appointment (user_id);
create index access_appointment_unit_idx on access_appointment (unit_id, unit_path);
alter table access_appointment enable row level security;
alter table access_appointment force row level security;
create policy readable on access_appointment for select
  using (actor_reach() = 'system' or user_id = actor_user() or actor_reach() in ('staff', 'reader') and actor_paths() @> unit_path);
create policy insertable on access_appointment for insert
  with check (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> unit_path);
create policy changeable on access_appointment for update
  using (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> unit_path);

create table access_signature_delegation (
  id uuid primary key default new_id(),
  from_user_id uuid not null references auth_user (id),
  to_user_id uuid not null references auth_user (id) check (to_user_id <> from_user_id),
  unit_id uuid not null,
  unit_path ltree not null,
  from_on date not null,
  until_on date not null check (until_on > from_on),
  created_at timestamptz not null default now(),
  foreign key (unit_id, unit_path) references unit_place (unit_id, path)
);
comment on table access_signature_delegation is 'For a period another person signs in the name of the first.';
create index access_signature_from_idx on access_signature_delegation (from_user_id);
create index access_signature_to_idx on access_signature_delegation (to_user_id);
create index access_signature_unit_idx on access_signature_delegation (unit_id, unit_path);
alter table access_signature_delegation enable row level security;
alter table access_signature_delegation force row level security;
create policy readable on access_signature_delegation for select
  using (actor_reach() = 'system' or actor_user() in (from_user_id, to_user_id) or actor_reach() in ('staff', 'reader') and actor_paths() @> unit_path);
create policy insertable on access_signature_delegation for insert with check (actor_reach() = 'system' or from_user_id = actor_user());
create policy changeable on access_signature_delegation for update using (actor_reach() = 'system' or from_user_id = actor_user());

create table access_token (
  id uuid primary key default new_id(),
  user_id uuid not null references auth_user (id),
  name text not null,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_on date,
  revoked_at timestamptz
);
comment on table access_token is 'A key for programs; acts with its owner''s rights. Only its hash is kept.';
create index access_token_user_idx on access_token (user_id);
alter table access_token enable row level security;
alter table access_token force row level security;
create policy own on access_token using (actor_reach() = 'system' or user_id = actor_user());

create table access_invitation (
  id uuid primary key default new_id(),
  email text not null,
  name text not null,
  unit_id uuid not null,
  unit_path ltree not null,
  role access_role not null,
  token_hash text not null unique,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  created_by uuid references auth_user (id),
  created_at timestamptz not null default now(),
  foreign key (unit_id, unit_path) references unit_place (unit_id, path)
);
comment on table access_invitation is 'Sent by mail; the link is good once.';
create index access_invitation_unit_idx on access_invitation (unit_id, unit_path);
create index access_invitation_by_idx on access_invitation (created_by);
alter table access_invitation enable row level security;
alter table access_invitation force row level security;
create policy readable on access_invitation for select using (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> unit_path);
create policy insertable on access_invitation for insert with check (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> unit_path);
create policy changeable on access_invitation for update using (actor_reach() = 'system' or actor_reach() = 'staff' and actor_paths() @> unit_path);

create table mail_outbox (
  id uuid primary key default new_id(),
  user_id uuid references auth_user (id),
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table mail_outbox is 'Every letter leaves from here; in demo mode it stays and can be read.';
create index mail_outbox_user_idx on mail_outbox (user_id);
create index mail_outbox_unsent_idx on mail_outbox (created_at) where sent_at is null;
alter table mail_outbox enable row level security;
alter table mail_outbox force row level security;
create policy own on mail_outbox for select using (actor_reach() = 'system' or user_id = actor_user());
create policy write_down on mail_outbox for insert with check (actor_reach() <> 'anonymous');
create policy sent on mail_outbox for update using (actor_reach() = 'system');

create table notification (
  id uuid primary key default new_id(),
  user_id uuid not null references auth_user (id),
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  words jsonb not null default '{}',
  created_at timestamptz not null default now(),
  read_at timestamptz,
  mailed_at timestamptz
);
comment on table notification is 'What changed for one person; collected into the daily digest.';
create index notification_user_idx on notification (user_id, created_at desc);
alter table notification enable row level security;
alter table notification force row level security;
create policy own on notification for select using (actor_reach() = 'system' or user_id = actor_user());
create policy told on notification for insert with check (actor_reach() in ('staff', 'system'));
create policy seen on notification for update using (actor_reach() = 'system' or user_id = actor_user());
