import type pg from "pg";

/** One row in each table that the demo union leaves empty, as the schema's owner. */
export async function oneOfEach(client: pg.Client): Promise<void> {
  await client.query(`
  insert into partner_contact_point (partner_id, kind, value, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select id, 'email', 'a@b.example', unit_id, unit_path, visibility, shared_paths, named_user_ids from partner where unit_path = 'vufo.association_fr' limit 1;
  insert into partner_relation (partner_id, other_partner_id, kind, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select id, id, 'cooperates_with', unit_id, unit_path, visibility, shared_paths, named_user_ids from partner limit 1;
  insert into delegation_meeting (delegation_id, partner_id, on_date, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select delegation.id, (select id from partner limit 1), departs_on, unit_id, unit_path, visibility, shared_paths, named_user_ids from delegation limit 1;
  insert into delegation_journey (delegation_id, way, on_date, vehicle, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select id, 'arrives', departs_on, 'x', unit_id, unit_path, visibility, shared_paths, named_user_ids from delegation limit 1;
  insert into delegation_hosting (delegation_id, title, asker_unit_id, from_on, until_on, wish, due_on, unit_id, unit_path, shared_paths)
    select delegation.id, 'x', delegation.unit_id, departs_on, returns_on, 'x', departs_on, host.id, host.path, array['vufo']::ltree[]
    from delegation, unit as host where host.code = 'thanh_hoa' and delegation.unit_path <> host.path limit 1;
  insert into access_body (name, kind) select 'x', 'partner' where not exists (select from access_body);
  insert into exchange_opening (exchange_owed_id, opened_by, opened_by_name, opened_at, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select id, id, 'x', now(), unit_id, unit_path, visibility, shared_paths, named_user_ids from exchange_owed limit 1;
  insert into delegation_provision (delegation_id, kind, description, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select id, 'gift', 'x', unit_id, unit_path, visibility, shared_paths, named_user_ids from delegation limit 1;
  insert into activity_twin (activity_id, other_id, is_same, facts, unit_id, unit_path, visibility, shared_paths, named_user_ids)
    select one.id, other.id, false, 'x', one.unit_id, one.unit_path, one.visibility, one.shared_paths, one.named_user_ids
    from activity as one, activity as other where one.id <> other.id and one.visibility = 'union' limit 1;
  insert into activity_series (name, unit_id, unit_path) select 'x', id, path from unit where code = 'ha_noi';
  insert into file (subject_kind, subject_id, name, media_type, size_bytes, sha256, unit_id, unit_path) select 'x', id, 'x', 'x', 1, 'x', id, path from unit where code = 'ha_noi';
  insert into import (kind, status, file_name, file_sha256, unit_id, unit_path) select 'partners', 'tried', 'x', 'x', id, path from unit where code = 'ha_noi';
  insert into import_problem (import_id, row_number, message, unit_id, unit_path, visibility, shared_paths, named_user_ids) select id, 1, 'x', unit_id, unit_path, visibility, shared_paths, named_user_ids from import;
  insert into import_before (import_id, record_id, before, unit_id, unit_path, visibility, shared_paths, named_user_ids) select id, id, '{}', unit_id, unit_path, visibility, shared_paths, named_user_ids from import;
  insert into report (kind, year, status, as_of, content, unit_id, unit_path) select 'annual', 2024, 'final', '2024-12-31', '{}', id, path from unit where code = 'ha_noi';
  insert into report_text (year, section, language, body, unit_id, unit_path) select 2024, 'context', 'vi', 'x', id, path from unit where code = 'ha_noi';
  insert into notification (user_id, kind, subject_kind, subject_id) select id, 'x', 'x', id from auth_user where email = 'leader@demo.example';
  insert into mail_outbox (recipient, subject, body) values ('x', 'x', 'x');
  insert into access_token (user_id, name, token_hash, ends_on) select id, 'x', 'x', '2026-01-01' from auth_user where email = 'leader@demo.example';
  insert into backup_run (kind, is_scheduled) values ('backup', false);
  insert into access_invitation (email, name, unit_id, unit_path, role, token_hash, expires_at) select 'x', 'x', id, path, 'press', 'x', now() from unit where code = 'ha_noi';
  insert into access_signature_delegation (from_user_id, to_user_id, unit_id, unit_path, from_on, until_on)
    select (select id from auth_user where email = 'leader@demo.example'), (select id from auth_user where email = 'office@demo.example'), id, path, '2026-01-01', '2026-02-01' from unit where code = 'vufo';
  insert into access_guess (name, wrong, since) values ('client:1', 1, now());
  insert into idempotency_key (user_id, key) select id, 'x' from auth_user where email = 'leader@demo.example';
  insert into learning_first_week (user_id) select id from auth_user where email = 'leader@demo.example';
  insert into access_first_key (token_hash) values ('x');
  insert into access_password_link (user_id, token_hash, expires_at) select id, 'x', now() from auth_user where email = 'leader@demo.example';
  insert into access_second_step_reset (user_id, identity_checked, asked_by, expires_at) select id, 'x', id, now() from auth_user where email = 'leader@demo.example';
  insert into history_seal (day, first_id, last_id, lines, previous_hash, hash) values ('2000-01-01', 1, 1, 1, 'x', 'x');
  insert into security_event (at, kind) values (now(), 'x');
  insert into unit_post (unit_id, unit_path, title, title_in, holder_name) select id, path, 'x', '{}', 'x' from unit where code = 'ha_noi';
  insert into reference_correction (kind, key, state, fields, source) values ('days', 'vn-2026-01-01', 'said', '{}', 'x');
  insert into unit_succession (predecessor_id, successor_id, on_date) select id, (select id from unit where code = 'can_tho'), '2025-07-01' from unit where code = 'hau_giang';
  insert into union_address (origin) values ('https://x.example.org');
  insert into history_check (checked_at, seconds, lines, records, found, found_in_all) values (now(), 1, 1, 1, '[]', 0);`);
}
