-- Said, then settled: what one side says and another must answer or settle, whatever it is about (docs/decisions/0020).
create table exchange (
  id uuid primary key default new_id(),
  kind text not null check (kind in ('opinion', 'programme', 'commitment', 'suggestion', 'statement')),
  subject_kind text not null,
  subject_id uuid not null,
  title text not null check (title <> ''),
  body text check (body <> ''),
  said_by_name text not null,
  said_on date not null,
  on_date date,
  amount_usd numeric check (amount_usd >= 0),
  is_awaiting_text boolean not null default false,
  check ((kind = 'statement') = (on_date is not null and amount_usd is not null))
);
comment on table exchange is 'What was said, by created_by: a question, a promise, a suggestion, a statement. Its rights are of who says it, or of the record that somebody outside speaks about, and so is its import; its files are rows of file.';
create index exchange_subject_idx on exchange (subject_id);
call own_rows('exchange');

create table exchange_owed (
  id uuid primary key default new_id(),
  exchange_id uuid not null references exchange (id) on delete cascade,
  kind text not null check (kind in ('opinion', 'programme', 'commitment', 'suggestion', 'statement')),
  subject_kind text not null,
  subject_id uuid not null,
  title text not null check (title <> ''),
  summary jsonb not null default '{}',
  asker_unit_id uuid not null references unit (id),
  asker_visibility row_visibility not null,
  to_unit_id uuid references unit (id),
  to_user_id uuid,
  to_mail text,
  to_name text,
  holder_id uuid,
  due_on date,
  seen_at timestamptz,
  check (num_nonnulls(to_unit_id, to_user_id, to_mail) = 1),
  check ((to_name is null) = (to_unit_id is not null)),
  check (due_on is not null or kind in ('suggestion', 'statement'))
);
comment on table exchange_owed is 'Who has to answer or settle it, a row for each. Its rights are of who owes plus who asked, never the subject''s; title and summary are all that who owes is shown of the subject.';
create index exchange_owed_exchange_idx on exchange_owed (exchange_id);
create index exchange_owed_subject_idx on exchange_owed (subject_id);
create index exchange_owed_asker_idx on exchange_owed (asker_unit_id);
create index exchange_owed_unit_idx on exchange_owed (to_unit_id);
create index exchange_owed_user_idx on exchange_owed (to_user_id) where to_user_id is not null;
call own_rows('exchange_owed');

create table exchange_answer (
  id uuid primary key default new_id(),
  exchange_owed_id uuid not null,
  verdict text not null check (verdict in ('agree', 'remarks', 'object')),
  comment text,
  answered_by uuid not null,
  answered_by_name text not null,
  answered_on date not null,
  supersedes uuid unique,
  unique (id, exchange_owed_id),
  foreign key (supersedes, exchange_owed_id) references exchange_answer (id, exchange_owed_id),
  check (verdict = 'agree' or comment is not null)
);
comment on table exchange_answer is 'The formal answer of who owes it; a correction is a new row that supersedes the one before.';
create unique index exchange_answer_first_idx on exchange_answer (exchange_owed_id) where supersedes is null;
call part_rows('exchange_answer', 'exchange_owed');

create table exchange_settlement (
  exchange_owed_id uuid primary key,
  outcome text not null check (outcome in ('done', 'accept', 'return')),
  sentence text,
  settled_by uuid,
  settled_by_name text,
  settled_on date not null,
  check (outcome <> 'return' or sentence is not null)
);
comment on table exchange_settlement is 'How it ended, in one word and a sentence, once; what that means for the record is the record''s own command.';
call part_rows('exchange_settlement', 'exchange_owed');

-- What somebody said, and to whom, in the own name. Outside users write nothing but this and answers; nothing of it is for the public.
alter table exchange add check (visibility <> 'public');
alter table exchange_owed add check (visibility <> 'public');
create policy sayable on exchange for insert with check (may_say(visibility, shared_paths, named_user_ids, created_by));
create policy sayable on exchange_owed for insert with check (may_say(visibility, shared_paths, named_user_ids, created_by));
-- Who asked shares the row, and does not answer it; but inside the union who asked may settle it as well as who owes.
create policy sayable on exchange_answer for insert with check (may_say(visibility, '{}', named_user_ids, answered_by));
create policy sayable on exchange_settlement for insert
  with check (actor_reach() = 'staff' and may_say(visibility, shared_paths, named_user_ids, settled_by));
-- What was answered and settled stays as it was said.
drop policy changeable on exchange_answer;
drop policy removable on exchange_answer;
drop policy changeable on exchange_settlement;
drop policy removable on exchange_settlement;

-- What is shared with a unit is shared with those who read for it, too.
create or replace function may_read(unit_path ltree, visibility row_visibility, shared_paths ltree[], named_user_ids uuid[])
  returns boolean language sql stable
  return case actor_reach()
    when 'system' then true
    when 'staff' then case when visibility = 'confidential' then named_user_ids @> array[actor_user()]
      else visibility <> 'unit' or actor_paths() @> unit_path or cardinality(shared_paths) > 0 and shared_paths && actor_paths() or named_user_ids @> array[actor_user()] end
    when 'reader' then case when visibility = 'confidential' then named_user_ids @> array[actor_user()]
      else visibility <> 'unit' or actor_paths() @> unit_path or cardinality(shared_paths) > 0 and shared_paths && actor_paths() end
    when 'outside' then visibility = 'public' or named_user_ids @> array[actor_user()]
    else visibility = 'public' end;

-- Every row moves, under the key it had: addresses and letters already sent go on leading to it.
select set_config('amity.reach', 'system', true);

insert into exchange (id, kind, subject_kind, subject_id, title, body, said_by_name, said_on, unit_id, unit_path, visibility, shared_paths,
    named_user_ids, created_at, created_by, import_id)
  select request.id, request.kind, 'delegation', request.delegation_id, request.title, request.question, coalesce(auth_user.name, 'Amity'),
    (request.created_at at time zone 'Asia/Ho_Chi_Minh')::date, delegation.unit_id, delegation.unit_path, delegation.visibility,
    delegation.shared_paths, delegation.named_user_ids, request.created_at, request.created_by, delegation.import_id
  from delegation_request as request
  join delegation on delegation.id = request.delegation_id
  left join auth_user on auth_user.id = request.created_by;

-- A mission was asked by its path, a person as the last of those named.
insert into exchange_owed (id, exchange_id, kind, subject_kind, subject_id, title, summary, asker_unit_id, asker_visibility, to_unit_id,
    to_user_id, to_name, due_on, unit_id, unit_path, visibility, shared_paths, named_user_ids, created_at, created_by)
  select exchange.id, exchange.id, exchange.kind, exchange.subject_kind, exchange.subject_id, exchange.title,
    request.summary || jsonb_build_object('question', request.question), exchange.unit_id, exchange.visibility, mission.id,
    case when mission.id is null then request.named_user_ids[cardinality(request.named_user_ids)] end,
    case when mission.id is null then request.asked_name end, request.due_on, coalesce(mission.id, exchange.unit_id), coalesce(mission.path, exchange.unit_path), exchange.visibility,
    case when mission.id is null then '{}' else array(
      select subpath(exchange.unit_path, 0, level) from generate_series(1, nlevel(exchange.unit_path)) as level) end,
    request.named_user_ids, exchange.created_at, exchange.created_by
  from delegation_request as request
  join exchange on exchange.id = request.id
  left join unit as mission on mission.path = request.shared_paths[1];

insert into exchange_answer (exchange_owed_id, verdict, comment, answered_by, answered_by_name, answered_on, unit_id, unit_path, visibility,
    shared_paths, named_user_ids)
  select owed.id, answer.verdict, answer.comment, answer.answered_by, answer.answered_by_name, answer.answered_on, owed.unit_id,
    owed.unit_path, owed.visibility, owed.shared_paths, owed.named_user_ids
  from delegation_answer as answer
  join exchange_owed as owed on owed.id = answer.delegation_request_id;

-- Who wrote a commitment down, and when, only the history says: in the order in which both were written.
insert into exchange (id, kind, subject_kind, subject_id, title, is_awaiting_text, said_by_name, said_on, unit_id, unit_path, visibility,
    shared_paths, named_user_ids, created_at, created_by, import_id)
  select promise.id, 'commitment', 'delegation', promise.delegation_id, promise.content, promise.is_awaiting_text,
    coalesce(line.user_name, 'Amity'), (coalesce(line.at, delegation.created_at) at time zone 'Asia/Ho_Chi_Minh')::date, promise.unit_id,
    promise.unit_path, promise.visibility, promise.shared_paths, promise.named_user_ids, coalesce(line.at, delegation.created_at), line.user_id,
    delegation.import_id
  from delegation_commitment as promise
  join delegation on delegation.id = promise.delegation_id
  left join lateral (select history.user_name, history.user_id, history.at from history
    where history.subject_id = promise.delegation_id and history.action = 'commitment_added'
      and history.after ->> 'content' = promise.content order by history.id limit 1) as line on true;

insert into exchange_owed (id, exchange_id, kind, subject_kind, subject_id, title, summary, asker_unit_id, asker_visibility, to_unit_id,
    due_on, unit_id, unit_path, visibility, shared_paths, named_user_ids, created_at, created_by)
  select exchange.id, exchange.id, exchange.kind, exchange.subject_kind, exchange.subject_id, exchange.title,
    case when exchange.visibility = 'confidential' then '{}' else jsonb_build_object('title', delegation.title, 'departs_on',
      delegation.departs_on, 'returns_on', delegation.returns_on, 'countries', delegation.countries) end,
    exchange.unit_id, exchange.visibility, lead.id, promise.due_on, lead.id, lead.path,
    case when exchange.visibility = 'confidential' and lead.id <> exchange.unit_id then 'unit' else exchange.visibility end,
    case when exchange.visibility = 'confidential' or lead.id = exchange.unit_id then '{}' else array(
      select subpath(exchange.unit_path, 0, level) from generate_series(1, nlevel(exchange.unit_path)) as level) end,
    exchange.named_user_ids, exchange.created_at, exchange.created_by
  from delegation_commitment as promise
  join exchange on exchange.id = promise.id
  join delegation on delegation.id = promise.delegation_id
  join unit as lead on lead.id = promise.lead_unit_id;

insert into exchange (id, kind, subject_kind, subject_id, title, body, said_by_name, said_on, unit_id, unit_path, visibility, shared_paths,
    named_user_ids, created_at, created_by, import_id)
  select said.id, 'suggestion', 'partner', said.partner_id, partner.name, said.body, said.made_by_name, said.made_on, said.unit_id,
    said.unit_path, said.visibility, said.shared_paths, said.named_user_ids, said.made_on::timestamp at time zone 'Asia/Ho_Chi_Minh',
    said.made_by, partner.import_id
  from partner_suggestion as said join partner on partner.id = said.partner_id;

insert into exchange (id, kind, subject_kind, subject_id, title, body, said_by_name, said_on, on_date, amount_usd, unit_id, unit_path,
    visibility, shared_paths, named_user_ids, created_at, created_by, import_id)
  select said.id, 'statement', 'aid_project', said.aid_project_id, project.title, said.body, said.made_by_name, said.made_on, said.on_date,
    said.amount_usd, said.unit_id, said.unit_path, said.visibility, said.shared_paths, said.named_user_ids,
    said.made_on::timestamp at time zone 'Asia/Ho_Chi_Minh', said.made_by, project.import_id
  from aid_project_statement as said join aid_project as project on project.id = said.aid_project_id;

-- The unit that keeps the record owes its answer to what was said from outside.
insert into exchange_owed (id, exchange_id, kind, subject_kind, subject_id, title, asker_unit_id, asker_visibility, to_unit_id,
    unit_id, unit_path, visibility, shared_paths, named_user_ids, created_at, created_by)
  select exchange.id, exchange.id, exchange.kind, exchange.subject_kind, exchange.subject_id, exchange.title, exchange.unit_id,
    exchange.visibility, exchange.unit_id, exchange.unit_id, exchange.unit_path, exchange.visibility, exchange.shared_paths,
    exchange.named_user_ids, exchange.created_at, exchange.created_by
  from exchange where exchange.kind in ('suggestion', 'statement');

insert into exchange_settlement (exchange_owed_id, outcome, sentence, settled_on, unit_id, unit_path, visibility, shared_paths, named_user_ids)
  select owed.id, ended.outcome, ended.sentence, ended.settled_on, owed.unit_id, owed.unit_path, owed.visibility, owed.shared_paths,
    owed.named_user_ids
  from (select id, 'done' as outcome, outcome as sentence, done_on as settled_on from delegation_commitment where done_on is not null
    union all select id, 'done', outcome, settled_on from partner_suggestion where settled_on is not null
    union all select id, verdict, outcome, settled_on from aid_project_statement where settled_on is not null) as ended
  join exchange_owed as owed on owed.id = ended.id;

drop table delegation_answer;
drop table delegation_request;
drop table delegation_commitment;
drop table partner_suggestion;
drop table aid_project_statement;
