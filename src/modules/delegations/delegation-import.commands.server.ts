import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import type { draftForm } from "./delegation.forms.ts";
import { canPropose } from "./delegation.policy.ts";

type Kept = "title" | "direction" | "departs_on" | "returns_on" | "countries" | "head_name" | "purpose";
export type DelegationRow = Pick<z.output<typeof draftForm>, Kept> & {
  member_count: number;
  import_key: string;
  unit_id: string;
  unit_path: string;
};
type ImportCount = { created: number; updated: number; skipped: number };

const incoming = (rows: DelegationRow[]) => sql`known as materialized (
  select delegation.* from delegation where delegation.unit_id = any(${[...new Set(rows.map((row) => row.unit_id))]}::uuid[]) and delegation.import_key = any(${rows.map((row) => row.import_key)}::text[])),
  incoming as (
  select given.*, delegation.id as delegation_id,
    (delegation.title, delegation.direction, delegation.departs_on, delegation.returns_on, delegation.countries, delegation.head_name, delegation.member_count, delegation.purpose) is distinct from
      (given.title, given.direction, given.departs_on, given.returns_on, given.countries, given.head_name, given.member_count, given.purpose) as differs
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (import_key text, title text, direction delegation_direction, departs_on date, returns_on date, countries text[], head_name text, member_count integer, purpose text, unit_id uuid, unit_path ltree)
  left join known as delegation on delegation.unit_id = given.unit_id and delegation.import_key = given.import_key)`;

/** What importing these rows would do, without writing. Rows are known again by unit and key. */
export async function tryDelegations(work: Work, rows: DelegationRow[]): Promise<ImportCount> {
  requirePermission(canPropose(work.actor));
  const counted = await sql<ImportCount>`with ${incoming(rows)}
    select count(*) filter (where delegation_id is null) as created, count(*) filter (where delegation_id is not null and differs) as updated,
      count(*) filter (where delegation_id is not null and not differs) as skipped from incoming`.execute(work.trx);
  return counted.rows[0] ?? { created: 0, updated: 0, skipped: 0 };
}

/** Writes them: new ones, changed ones with what they held before, and a line of history for each written. */
export async function importDelegations(work: Work, importId: string, rows: DelegationRow[]): Promise<ImportCount> {
  const count = await tryDelegations(work, rows);
  const { trx, actor } = work;
  if (count.updated > 0) {
    await sql`with ${incoming(rows)}, kept as (
      insert into import_before (import_id, record_id, before, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      select ${importId}, delegation.id, to_jsonb(delegation), import.unit_id, import.unit_path, import.visibility, import.shared_paths, import.named_user_ids
      from incoming join delegation on delegation.id = incoming.delegation_id join import on import.id = ${importId} where incoming.differs returning record_id, before),
      told as (insert into history (user_id, user_name, subject_kind, subject_id, action, before, after, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select ${actor.userId}, ${actor.name}, 'delegation', delegation.id, 'import_updated', kept.before, to_jsonb(incoming), delegation.unit_id, delegation.unit_path, delegation.visibility, delegation.shared_paths, delegation.named_user_ids
        from kept join delegation on delegation.id = kept.record_id join incoming on incoming.delegation_id = delegation.id)
      update delegation set title = incoming.title, direction = incoming.direction, departs_on = incoming.departs_on, returns_on = incoming.returns_on, countries = incoming.countries, head_name = incoming.head_name, member_count = incoming.member_count, purpose = incoming.purpose, version = delegation.version + 1
      from incoming join kept on kept.record_id = incoming.delegation_id where delegation.id = incoming.delegation_id`.execute(
      trx,
    );
  }
  if (count.created > 0) {
    await sql`with ${incoming(rows)}, made as (
      insert into delegation (status, title, direction, departs_on, returns_on, countries, head_name, member_count, purpose, unit_id, unit_path, visibility, created_by, import_id, import_key)
      select 'archived', title, direction, departs_on, returns_on, countries, head_name, member_count, purpose, unit_id, unit_path, 'unit', ${actor.userId}, ${importId}, import_key
      from incoming where delegation_id is null
      returning id, title, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      insert into history (user_id, user_name, subject_kind, subject_id, action, after, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      select ${actor.userId}, ${actor.name}, 'delegation', id, 'imported', jsonb_build_object('title', title), unit_id, unit_path, visibility, shared_paths, named_user_ids from made`.execute(
      trx,
    );
  }
  return count;
}

/** Takes an import back as a whole: what it made goes, what it changed is as it was. */
export async function undoDelegations(work: Work, importId: string): Promise<void> {
  const { trx, actor } = work;
  await sql`insert into history (user_id, user_name, subject_kind, subject_id, action, before, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select ${actor.userId}, ${actor.name}, 'delegation', id, 'import_undone', to_jsonb(delegation), unit_id, unit_path, visibility, shared_paths, named_user_ids
    from delegation where import_id = ${importId} or id in (select record_id from import_before where import_before.import_id = ${importId})`.execute(
    trx,
  );
  await sql`delete from delegation where import_id = ${importId}`.execute(trx);
  await sql`update delegation set title = was.title, direction = was.direction, departs_on = was.departs_on, returns_on = was.returns_on, countries = was.countries, head_name = was.head_name, member_count = was.member_count, purpose = was.purpose, version = was.version
    from import_before cross join lateral jsonb_populate_record(null::delegation, import_before.before) as was
    where import_before.import_id = ${importId} and delegation.id = import_before.record_id`.execute(trx);
}
