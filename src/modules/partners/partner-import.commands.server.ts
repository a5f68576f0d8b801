import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import type { registerForm } from "./partner.forms.ts";
import { canRegister } from "./partner.policy.ts";

type Kept = "name" | "name_vi" | "kind" | "country_iso2" | "city" | "fields" | "first_contact_on";
export type PartnerRow = Pick<z.output<typeof registerForm>, Kept> & {
  import_key: string;
  unit_id: string;
  unit_path: string;
};
type ImportCount = { created: number; updated: number; skipped: number };

const incoming = (rows: PartnerRow[]) => sql`known as materialized (
  select partner.* from partner where partner.unit_id = any(${[...new Set(rows.map((row) => row.unit_id))]}::uuid[]) and partner.import_key = any(${rows.map((row) => row.import_key)}::text[])),
  incoming as (
  select given.*, partner.id as partner_id,
    (partner.name, partner.name_vi, partner.kind, partner.country_iso2, partner.city, partner.fields, partner.first_contact_on) is distinct from
      (given.name, given.name_vi, given.kind, given.country_iso2, given.city, given.fields, given.first_contact_on) as differs
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (import_key text, name text, name_vi text, kind partner_kind, country_iso2 text, city text, fields text, first_contact_on date, unit_id uuid, unit_path ltree)
  left join known as partner on partner.unit_id = given.unit_id and partner.import_key = given.import_key)`;

/** What importing these rows would do, without writing. Rows are known again by unit and key. */
export async function tryPartners(work: Work, rows: PartnerRow[]): Promise<ImportCount> {
  requirePermission(canRegister(work.actor));
  const counted = await sql<ImportCount>`with ${incoming(rows)}
    select count(*) filter (where partner_id is null) as created, count(*) filter (where partner_id is not null and differs) as updated,
      count(*) filter (where partner_id is not null and not differs) as skipped from incoming`.execute(work.trx);
  return counted.rows[0] ?? { created: 0, updated: 0, skipped: 0 };
}

/** Writes them: new ones, changed ones with what they held before, and a line of history for each written. */
export async function importPartners(work: Work, importId: string, rows: PartnerRow[]): Promise<ImportCount> {
  const count = await tryPartners(work, rows);
  const { trx, actor } = work;
  if (count.updated > 0) {
    await sql`with ${incoming(rows)}, kept as (
      insert into import_before (import_id, record_id, before, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      select ${importId}, partner.id, to_jsonb(partner), import.unit_id, import.unit_path, import.visibility, import.shared_paths, import.named_user_ids
      from incoming join partner on partner.id = incoming.partner_id join import on import.id = ${importId} where incoming.differs returning record_id, before),
      told as (insert into history (user_id, user_name, subject_kind, subject_id, action, before, after, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select ${actor.userId}, ${actor.name}, 'partner', partner.id, 'import_updated', kept.before, to_jsonb(incoming), partner.unit_id, partner.unit_path, partner.visibility, partner.shared_paths, partner.named_user_ids
        from kept join partner on partner.id = kept.record_id join incoming on incoming.partner_id = partner.id)
      update partner set name = incoming.name, name_vi = incoming.name_vi, kind = incoming.kind, country_iso2 = incoming.country_iso2, city = incoming.city, fields = incoming.fields, first_contact_on = incoming.first_contact_on, version = partner.version + 1
      from incoming join kept on kept.record_id = incoming.partner_id where partner.id = incoming.partner_id`.execute(
      trx,
    );
  }
  if (count.created > 0) {
    await sql`with ${incoming(rows)}, made as (
      insert into partner (last_contact_on, name, name_vi, kind, country_iso2, city, fields, first_contact_on, unit_id, unit_path, visibility, created_by, import_id, import_key)
      select first_contact_on, name, name_vi, kind, country_iso2, city, fields, first_contact_on, unit_id, unit_path, 'union', ${actor.userId}, ${importId}, import_key
      from incoming where partner_id is null
      returning id, name, unit_id, unit_path, visibility, shared_paths, named_user_ids),
      names as (insert into partner_name (partner_id, name, language, kind, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select id, name, 'en', 'official', unit_id, unit_path, visibility, shared_paths, named_user_ids from made)
      insert into history (user_id, user_name, subject_kind, subject_id, action, after, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      select ${actor.userId}, ${actor.name}, 'partner', id, 'imported', jsonb_build_object('name', name), unit_id, unit_path, visibility, shared_paths, named_user_ids from made`.execute(
      trx,
    );
  }
  return count;
}

/** Takes an import back as a whole: what it made goes, what it changed is as it was. */
export async function undoPartners(work: Work, importId: string): Promise<void> {
  const { trx, actor } = work;
  const used =
    await sql`select from partner_event join partner on partner.id = partner_event.partner_id where partner.import_id = ${importId} limit 1`.execute(
      trx,
    );
  if (used.rows.length > 0) throw new RuleError("rule_import_in_use");
  await sql`insert into history (user_id, user_name, subject_kind, subject_id, action, before, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select ${actor.userId}, ${actor.name}, 'partner', id, 'import_undone', to_jsonb(partner), unit_id, unit_path, visibility, shared_paths, named_user_ids
    from partner where import_id = ${importId} or id in (select record_id from import_before where import_before.import_id = ${importId})`.execute(
    trx,
  );
  await sql`delete from partner where import_id = ${importId}`.execute(trx);
  await sql`update partner set name = was.name, name_vi = was.name_vi, kind = was.kind, country_iso2 = was.country_iso2, city = was.city, fields = was.fields, first_contact_on = was.first_contact_on, version = was.version
    from import_before cross join lateral jsonb_populate_record(null::partner, import_before.before) as was
    where import_before.import_id = ${importId} and partner.id = import_before.record_id`.execute(trx);
}
