-- What was decided is kept as it was: the file of the visit and its papers. What changes afterwards is weighed against it.
alter table delegation add change_state text, add changed_since timestamptz;
alter table delegation add constraint delegation_change_known check (change_state in ('listed', 'waiting', 'returned'));
alter table delegation add constraint delegation_change_dated check ((change_state is null) = (changed_since is null));
comment on column delegation.change_state is 'How the file differs from what was decided: in small things only, waiting for who decided, or returned by them. Kept by one function, checked every night.';
create index delegation_change_idx on delegation (change_state) where change_state is not null;

alter table delegation_decision add signed_as text, add decided_by_post text, add on_behalf_of_name text, add on_behalf_of_post text,
  add numbered_on date, add numbered_by_name text;
alter table delegation_decision add constraint delegation_decision_signed_as check (signed_as in ('KT', 'TL', 'TUQ'));
comment on column delegation_decision.signed_as is 'KT.: for the head by a deputy; TL.: by order; TUQ.: by written mandate. Names and posts as they were on the day.';
alter table delegation_decision drop constraint delegation_decision_step_check;
alter table delegation_decision add constraint delegation_decision_step_known check (step in
  ('approve', 'return', 'refuse', 'opinion', 'cancel', 'postpone', 'accept_changes', 'return_changes'));
create index delegation_decision_unnumbered_idx on delegation_decision (delegation_id) where step = 'approve' and number is null;

create table delegation_version (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  decision_id uuid not null references delegation_decision (id),
  is_returned boolean not null default false,
  content jsonb not null,
  kept_at timestamptz not null,
  unique (delegation_id, ordinal)
);
comment on table delegation_version is 'The file of a visit as it was decided on: facts, members, programme, budget. Written once, never changed; a returned one was not accepted.';
create index delegation_version_decision_idx on delegation_version (decision_id);
call part_rows('delegation_version', 'delegation');
drop policy changeable on delegation_version;
drop policy removable on delegation_version;

create table delegation_paper (
  id uuid primary key default new_id(),
  delegation_id uuid not null,
  version_id uuid not null references delegation_version (id) on delete cascade,
  paper text not null check (paper in ('proposal', 'decision', 'programme', 'contacts')),
  number text,
  file_id uuid not null references file (id),
  kept_at timestamptz not null
);
comment on table delegation_paper is 'A paper of what was decided, as it was made then: opened again byte for byte, never made anew.';
create index delegation_paper_version_idx on delegation_paper (version_id);
create index delegation_paper_file_idx on delegation_paper (file_id);
call part_rows('delegation_paper', 'delegation');
drop policy changeable on delegation_paper;
drop policy removable on delegation_paper;

alter table delegation_route add budget_share integer not null default 10;
alter table delegation_route add constraint delegation_route_share check (budget_share between 0 and 100);
comment on column delegation_route.budget_share is 'Per cent by which the budget may move after the decision before who decided is asked again.';
