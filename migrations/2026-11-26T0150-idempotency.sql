alter table idempotency_key add column asked text;
comment on column idempotency_key.asked is 'What was sent and where, as one hash: the same key for anything else is refused.';
