-- What people outside a unit are asked, what they see of it, and what they say: ministries, missions, foreign NGOs, partners.
create table delegation_request (
  id uuid primary key default new_id(),
  delegation_id uuid not null references delegation (id),
  kind text not null check (kind in ('opinion', 'programme')),
  question text not null check (question <> ''),
  asked_name text not null,
  title text not null,
  summary jsonb not null,
  due_on date not null
);
comment on table delegation_request is 'A question with a due day to a ministry, a mission or a partner. They see this summary as it stood, never the delegation''s own rows.';
create index delegation_request_delegation_idx on delegation_request (delegation_id);
call own_rows('delegation_request');

create table delegation_answer (
  delegation_request_id uuid primary key,
  verdict text not null check (verdict in ('agree', 'remarks', 'object')),
  comment text,
  answered_by uuid not null,
  answered_by_name text not null,
  answered_on date not null,
  check (verdict = 'agree' or comment is not null)
);
comment on table delegation_answer is 'One answer to one request, by whoever was asked.';
call part_rows('delegation_answer', 'delegation_request');

create table partner_suggestion (
  id uuid primary key default new_id(),
  partner_id uuid not null,
  body text not null check (body <> ''),
  made_by uuid not null,
  made_by_name text not null,
  made_on date not null,
  settled_on date,
  outcome text
);
comment on table partner_suggestion is 'What a partner says should be corrected in its own record; the unit that keeps the record settles it.';
create index partner_suggestion_open_idx on partner_suggestion (made_on) where settled_on is null;
call part_rows('partner_suggestion', 'partner');

create table aid_project_statement (
  id uuid primary key default new_id(),
  aid_project_id uuid not null,
  on_date date not null,
  amount_usd numeric not null check (amount_usd >= 0),
  body text not null check (body <> ''),
  made_by uuid not null,
  made_by_name text not null,
  made_on date not null,
  settled_on date,
  verdict text check (verdict in ('accept', 'return')),
  outcome text,
  check ((settled_on is null) = (verdict is null))
);
comment on table aid_project_statement is 'What a foreign NGO reports of its project; accepted, it becomes a disbursement of the register.';
create index aid_project_statement_open_idx on aid_project_statement (made_on) where settled_on is null;
call part_rows('aid_project_statement', 'aid_project');

-- Outside users write nothing but these, in their own name, on what was granted to them; the foreign key holds the row to its record's rights.
create function may_say(visibility row_visibility, shared_paths ltree[], named_user_ids uuid[], said_by uuid)
  returns boolean language sql stable
  return said_by = actor_user() and case actor_reach()
    when 'outside' then named_user_ids @> array[actor_user()]
    when 'staff' then named_user_ids @> array[actor_user()] or visibility <> 'confidential' and shared_paths && actor_paths()
    else false end;
create policy sayable on delegation_answer for insert with check (may_say(visibility, shared_paths, named_user_ids, answered_by));
create policy sayable on partner_suggestion for insert with check (may_say(visibility, shared_paths, named_user_ids, made_by));
create policy sayable on aid_project_statement for insert with check (may_say(visibility, shared_paths, named_user_ids, made_by));

-- Who did what inside the union is not for outside users, even about a record that was granted to them.
alter policy readable on history using (actor_reach() <> 'outside' and may_read(unit_path, visibility, shared_paths, named_user_ids));
