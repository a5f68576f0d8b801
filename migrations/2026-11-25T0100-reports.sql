-- Reports as they were sent, the paragraphs beside their figures, and when a kept figure is old. The views that are counted
-- (..._fact) stand with the tables they read.
create table report (
  id uuid primary key default new_id(),
  kind text not null check (kind in ('annual')),
  year integer not null,
  status text not null check (status in ('interim', 'final')),
  as_of date not null,
  content jsonb not null,
  frozen_at timestamptz not null default now()
);
comment on table report is 'A report that was sent, with every figure as it was; later corrections are listed against it.';
call own_rows('report');

create table report_text (
  id uuid primary key default new_id(),
  year integer not null,
  section text not null,
  language text not null check (language in ('vi', 'en')),
  body text not null
);
comment on table report_text is 'The paragraphs that people write beside the computed sentences.';
call own_rows('report_text');
create unique index report_text_place_idx on report_text (unit_id, year, section, language);

-- What is written past the application, by a person with psql, leaves no line of history; the server's own statistics notice it within seconds.
create function rows_touched() returns bigint language sql volatile as $$
  select sum(pg_stat_get_tuples_inserted(counted) + pg_stat_get_tuples_updated(counted) + pg_stat_get_tuples_deleted(counted))::bigint
  from unnest(array['activity', 'activity_host', 'delegation', 'partner', 'partner_event', 'aid_project', 'aid_project_amount', 'unit']::regclass[]) as counted
$$;
comment on function rows_touched is 'Grows with every row written to what figures are counted from, by whomever.';
