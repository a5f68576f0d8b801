/**
 * Whether a statement changes what the application remembers: who may what, the tree, facts, routes. Its unit of work then tells every copy of the
 * application as it is committed (heard.server.ts). What begins a session, keeps one alive or
 * notes that a key was used changes nothing that anybody remembers.
 */
export const isTold = (text: string): boolean =>
  /^\s*(insert into|update|delete from) "?(access_appointment|access_token(?!"? set "?last_used_on"? =)|access_signature_delegation|unit_membership|unit_place|unit|auth_user|reference_correction|identity|delegation_route|activity_own_kind)\b/i.test(
    text,
  ) ||
  /\bbring_fact_pack\(/i.test(text) ||
  /^\s*(delete from "?auth_session\b|update "?auth_session"? set (?!"?updated_at))/i.test(text);

/** Sent in the same transaction: heard when it is committed, and never of one that is not. */
export const TELL = "select pg_notify('amity_changes', '')";
