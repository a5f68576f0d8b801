import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import type { recordForm } from "./activity.forms.ts";
import { canRecord } from "./activity.policy.ts";

type Kept = "title" | "kind" | "starts_on" | "countries" | "is_multilateral" | "place" | "participants" | "result";
export type ActivityRow = Pick<z.output<typeof recordForm>, Kept> & {
  import_key: string;
  level: "central" | "local";
  unit_id: string;
  unit_path: string;
};
type ImportCount = { created: number; updated: number; skipped: number };

const incoming = (rows: ActivityRow[]) => sql`known as materialized (
  select activity.* from activity where activity.unit_id = any(${[...new Set(rows.map((row) => row.unit_id))]}::uuid[]) and activity.import_key = any(${rows.map((row) => row.import_key)}::text[])),
  incoming as (
  select given.*, activity.id as activity_id,
    (activity.title, activity.kind, activity.starts_on, activity.countries, activity.is_multilateral, activity.place, activity.participants, activity.result)
      is distinct from (given.title, given.kind, given.starts_on, given.countries, given.is_multilateral, given.place, given.participants, given.result) as differs
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (import_key text, title text, kind activity_kind, starts_on date, countries text[],
    is_multilateral boolean, place text, participants integer, result text, level text, unit_id uuid, unit_path ltree)
  left join known as activity on activity.unit_id = given.unit_id and activity.import_key = given.import_key)`;

/** What importing these rows would do, without writing. Rows are known again by unit and key. */
export async function tryActivities(work: Work, rows: ActivityRow[]): Promise<ImportCount> {
  requirePermission(canRecord(work.actor));
  const counted = await sql<ImportCount>`with ${incoming(rows)}
    select count(*) filter (where activity_id is null) as created, count(*) filter (where activity_id is not null and differs) as updated,
      count(*) filter (where activity_id is not null and not differs) as skipped from incoming`.execute(work.trx);
  return counted.rows[0] ?? { created: 0, updated: 0, skipped: 0 };
}

/** Writes them: new ones, changed ones with what they held before, and a line of history for each written. */
export async function importActivities(work: Work, importId: string, rows: ActivityRow[]): Promise<ImportCount> {
  const count = await tryActivities(work, rows);
  const { trx, actor } = work;
  if (count.updated > 0) {
    await sql`with ${incoming(rows)}, kept as (
      insert into import_before (import_id, record_id, before, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      select ${importId}, activity.id, to_jsonb(activity), import.unit_id, import.unit_path, import.visibility, import.shared_paths, import.named_user_ids
      from incoming join activity on activity.id = incoming.activity_id join import on import.id = ${importId} where incoming.differs returning record_id, before),
      told as (insert into history (user_id, user_name, subject_kind, subject_id, action, before, after, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select ${actor.userId}, ${actor.name}, 'activity', activity.id, 'import_updated', kept.before, to_jsonb(incoming), activity.unit_id, activity.unit_path, activity.visibility, activity.shared_paths, activity.named_user_ids
        from kept join activity on activity.id = kept.record_id join incoming on incoming.activity_id = activity.id)
      update activity set title = incoming.title, kind = incoming.kind, starts_on = incoming.starts_on, countries = incoming.countries, is_multilateral = incoming.is_multilateral,
        place = incoming.place, participants = incoming.participants, result = incoming.result, version = activity.version + 1
      from incoming join kept on kept.record_id = incoming.activity_id where activity.id = incoming.activity_id`.execute(
      trx,
    );
  }
  if (count.created > 0) {
    await sql`with ${incoming(rows)}, made as (
      insert into activity (status, title, kind, starts_on, countries, is_multilateral, place, participants, result, level, host_paths, unit_id, unit_path, visibility, created_by, import_id, import_key)
      select 'held', title, kind, starts_on, countries, is_multilateral, place, participants, result, level, array[unit_path], unit_id, unit_path, 'union', ${actor.userId}, ${importId}, import_key
      from incoming where activity_id is null
      returning id, title, unit_id, unit_path, visibility, shared_paths, named_user_ids),
      hosts as (insert into activity_host (activity_id, host_unit_id, is_lead, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select id, unit_id, true, unit_id, unit_path, visibility, shared_paths, named_user_ids from made)
      insert into history (user_id, user_name, subject_kind, subject_id, action, after, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      select ${actor.userId}, ${actor.name}, 'activity', id, 'imported', jsonb_build_object('title', title), unit_id, unit_path, visibility, shared_paths, named_user_ids from made`.execute(
      trx,
    );
  }
  return count;
}

/** Takes an import back as a whole: what it made goes, what it changed is as it was. */
export async function undoActivities(work: Work, importId: string): Promise<void> {
  const { trx, actor } = work;
  await sql`insert into history (user_id, user_name, subject_kind, subject_id, action, before, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select ${actor.userId}, ${actor.name}, 'activity', id, 'import_undone', to_jsonb(activity), unit_id, unit_path, visibility, shared_paths, named_user_ids
    from activity where import_id = ${importId} or id in (select record_id from import_before where import_before.import_id = ${importId})`.execute(
    trx,
  );
  await sql`delete from activity where import_id = ${importId}`.execute(trx);
  await sql`update activity set title = was.title, kind = was.kind, starts_on = was.starts_on, countries = was.countries, is_multilateral = was.is_multilateral,
      place = was.place, participants = was.participants, result = was.result, version = was.version
    from import_before cross join lateral jsonb_populate_record(null::activity, import_before.before) as was
    where import_before.import_id = ${importId} and activity.id = import_before.record_id`.execute(trx);
}
