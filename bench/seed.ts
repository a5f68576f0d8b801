import type pg from "pg";

export type Size = "S1" | "S10" | "S100";

const COUNTS: Record<Size, { partners: number; activities: number; delegations: number; history: number }> = {
  S1: { partners: 0, activities: 0, delegations: 0, history: 0 },
  S10: { partners: 50_000, activities: 100_000, delegations: 5_000, history: 2_000_000 },
  S100: { partners: 500_000, activities: 1_000_000, delegations: 50_000, history: 20_000_000 },
};

/** Fills the demo's tree with seeded rows, as the schema's owner and in SQL; a second run finds them there. */
export async function seed(client: pg.Client, size: Size, say: (line: string) => void): Promise<void> {
  const counts = COUNTS[size];
  const there = await client.query<{ count: number }>(
    "select count(*)::int as count from activity where import_key like 'bench-%'",
  );
  if ((there.rows[0]?.count ?? 0) >= counts.activities) return;
  await client.query(
    "select setseed(0.42); create temp table bench_unit as select id, path, row_number() over (order by path) as number from unit where kind not in ('mission'); create temp table bench_country as select iso2, row_number() over (order by iso2) as number from reference.country where iso2 <> 'VN'",
  );
  const unit = "join bench_unit on bench_unit.number = 1 + (n * 7919) % (select count(*) from bench_unit)";
  const country =
    "join bench_country on bench_country.number = 1 + (n * 104729) % (select count(*) from bench_country)";
  say(`${counts.partners} partners`);
  await client.query(`insert into partner (kind, name, country_iso2, last_contact_on, unit_id, unit_path, visibility, import_key)
    select 'peoples_organization', 'Hội hữu nghị ' || md5(n::text) || ' số ' || n, bench_country.iso2, date '2015-01-01' + (n % 4000)::int, bench_unit.id, bench_unit.path, 'union', 'bench-' || n
    from generate_series(1, ${counts.partners}::bigint) as n ${unit} ${country}`);
  say(`${counts.activities} activities`);
  await client.query(`insert into activity (status, kind, title, level, countries, host_paths, starts_on, participants, unit_id, unit_path, visibility, import_key)
    select 'held', (enum_range(null::activity_kind))[1 + n % 16], 'Gặp gỡ hữu nghị ' || md5(n::text), case when n % 3 = 0 then 'central' else 'local' end, array[bench_country.iso2], array[bench_unit.path],
      date '2015-01-01' + (n % 4000)::int, (n % 300)::int, bench_unit.id, bench_unit.path, 'union', 'bench-' || n from generate_series(1, ${counts.activities}::bigint) as n ${unit} ${country}`);
  await client.query(`insert into activity_host (activity_id, host_unit_id, is_lead, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select id, unit_id, true, unit_id, unit_path, visibility, shared_paths, named_user_ids from activity where import_key like 'bench-%' on conflict do nothing`);
  say(`${counts.delegations} delegations`);
  await client.query(`insert into delegation (direction, status, title, countries, departs_on, returns_on, member_count, unit_id, unit_path, import_key)
    select case when n % 2 = 0 then 'outgoing' else 'incoming' end::delegation_direction, 'archived', 'Đoàn ' || md5(n::text), array[bench_country.iso2], date '2015-01-01' + (n % 4000)::int,
      date '2015-01-06' + (n % 4000)::int, 6, bench_unit.id, bench_unit.path, 'bench-' || n from generate_series(1, ${counts.delegations}::bigint) as n ${unit} ${country}`);
  say(`${counts.history} lines of history`);
  await client.query(`insert into history (user_name, subject_kind, subject_id, action, after, unit_id, unit_path, visibility)
    select 'Amity', 'activity', gen_random_uuid(), 'recorded', '{"title":"x"}', bench_unit.id, bench_unit.path, 'union' from generate_series(1, ${counts.history}::bigint) as n ${unit}`);
  await client.query("vacuum analyze");
}
