-- Who said something from outside takes it back as long as nobody settled it, and says it again in place of what was taken back or returned.
alter table exchange add column supersedes uuid unique references exchange (id) on delete set null;
comment on column exchange.supersedes is 'What it is said again instead of, once: something taken back, or returned with a reason.';

alter table exchange_settlement drop constraint exchange_settlement_outcome_check;
alter table exchange_settlement add constraint exchange_settlement_outcome_check check (outcome in ('done', 'accept', 'return', 'take_back'));
create policy taken_back on exchange_settlement for insert
  with check ((select actor_reach()) = 'outside' and outcome = 'take_back' and may_say(visibility, shared_paths, named_user_ids, settled_by));
