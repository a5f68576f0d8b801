-- What is disputed or broken about a day of relations is said to each reader in his language. A second union of the same database finds it done.
alter table reference.diplomatic_relation add column if not exists note_in jsonb not null default '{}';
do $$ begin
  if not exists (select from pg_constraint where conname = 'diplomatic_relation_note_in_check') then
    alter table reference.diplomatic_relation add constraint diplomatic_relation_note_in_check check (reference.are_names(note_in));
  end if;
end $$;
