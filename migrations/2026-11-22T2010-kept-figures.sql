-- A figure once computed is right until something it was counted from is written. Each line of history therefore carries the
-- transaction that wrote it, and a kept figure the snapshot it was counted in (docs/decisions/0011).
alter table history add written_in xid8 not null default pg_current_xact_id();
comment on column history.written_in is 'The transaction of this cluster that wrote the line; not part of the record, neither sealed nor backed up.';
create index history_written_idx on history (written_in);

create function changed_since(since pg_snapshot, kinds text[]) returns boolean language sql stable
  set amity.reach to 'system' as $$
  select exists (select from history where history.written_in >= pg_snapshot_xmin(since)
    and not pg_visible_in_snapshot(history.written_in, since) and history.subject_kind = any (kinds))
$$;
comment on function changed_since is 'Whether records of these kinds were written after the snapshot, or by a transaction it did not see.';

-- What is written past the application, by a person with psql, leaves no line of history; the server's own statistics notice it within seconds.
create function rows_touched() returns bigint language sql volatile as $$
  select sum(pg_stat_get_tuples_inserted(counted) + pg_stat_get_tuples_updated(counted) + pg_stat_get_tuples_deleted(counted))::bigint
  from unnest(array['activity', 'activity_host', 'delegation', 'partner', 'partner_event', 'aid_project', 'aid_project_amount', 'unit']::regclass[]) as counted
$$;
comment on function rows_touched is 'Grows with every row written to what figures are counted from, by whomever.';
