-- Each letter says for itself how it stands, so that one that is refused holds no other up and none goes out twice.
alter table mail_outbox add column state text not null default 'waiting', add column attempts integer not null default 0,
  add column next_at timestamptz, add column claimed_at timestamptz, add column answer text, add column answered_at timestamptz;
alter table mail_outbox add constraint mail_outbox_state_known check (state in
  ('waiting', 'sending', 'sent', 'refused', 'given_up', 'uncertain', 'withheld'));
comment on column mail_outbox.state is 'waiting: to be sent at next_at; sending: an attempt runs since claimed_at; refused by the server for good; given_up after the last attempt; uncertain: the line broke when the server had it, never sent again by itself; withheld: who should have it has no role any more.';
comment on column mail_outbox.answer is 'The last word of the mail server, or why it was not asked.';
select set_config('amity.reach', 'system', true);
update mail_outbox set state = 'sent' where sent_at is not null;
create index mail_outbox_due_idx on mail_outbox (created_at, id) where state in ('waiting', 'sending');
create index mail_outbox_state_idx on mail_outbox (state, created_at, id);
drop index mail_outbox_unsent_idx;
