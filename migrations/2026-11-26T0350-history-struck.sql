-- What a line said of a person can be struck out of it while the chain stays proven (docs/decisions/0048). A seal of format 2 covers the sha256 of
-- what was before and after in place of the words themselves; of a struck line those are kept here.
create table history_struck (
  history_id bigint primary key references history (id),
  before_sha256 text not null,
  after_sha256 text not null,
  fields text[] not null,
  case_id uuid not null,
  struck_at timestamptz not null default clock_timestamp()
);
comment on table history_struck is 'Lines out of which fields were struck at a person''s request: the sha256 of what stood there, which the seals cover.';
alter table history_struck enable row level security;
alter table history_struck force row level security;
create policy readable on history_struck for select using (actor_reach() = 'system');
create policy insertable on history_struck for insert with check (actor_reach() = 'system');
create policy changeable on history_struck for update using (actor_reach() = 'system');

alter table history_seal add column format smallint not null default 1, add column again_hash text;
comment on column history_seal.format is '1 covers the words of before and after, 2 their sha256.';
comment on column history_seal.again_hash is 'Of a day of format 1 out of which something was struck: the hash of format 2, made in the transaction that proved the day and struck.';

-- The application may not change the history; through these it may put a mark in the place of whole fields, and nothing else. A body of this kind
-- means the tables that stood here when it was made, whatever the search path of who calls it.
do $$
begin
  execute $function$
    create function history_mark(said jsonb, fields text[]) returns jsonb language sql immutable
    return case jsonb_typeof(said) when 'object' then
      (select jsonb_object_agg(field.key, case when field.key = any (fields) and field.value <> 'null' then '"✂"' else field.value end)
        from jsonb_each(said) as field) else said end
  $function$;
  execute $function$
    create function history_strike(line bigint, struck text[], for_case uuid) returns void language sql volatile security definer
    begin atomic
      insert into history_struck (history_id, before_sha256, after_sha256, fields, case_id)
        select history.id, encode(sha256(convert_to(coalesce(history.before::text, ''), 'UTF8')), 'hex'),
          encode(sha256(convert_to(coalesce(history.after::text, ''), 'UTF8')), 'hex'), struck, for_case
        from history where history.id = line and actor_reach() = 'system'
        on conflict (history_id) do update set fields = history_struck.fields || excluded.fields;
      update history set before = history_mark(history.before, struck), after = history_mark(history.after, struck)
        where history.id = line and actor_reach() = 'system';
    end
  $function$;
  execute $function$
    create function history_seal_again(sealed date, hash_of_digests text) returns void language sql volatile security definer
    begin atomic
      update history_seal set again_hash = hash_of_digests
        where history_seal.day = sealed and history_seal.format = 1 and history_seal.again_hash is null and actor_reach() = 'system';
    end
  $function$;
end $$;
comment on function history_strike is 'Puts the mark ✂ in the place of fields of one line and keeps the sha256 of what stood there.';
