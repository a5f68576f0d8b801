/** What a rule of the database says when it refuses, and the fields of forms it may be about: the first that the form has. */
type Refused = readonly [says: string, ...fields: string[]];

/** The rules that every table of records has: made by `own_rows()` and `part_rows()`, and the places of units. */
const FAMILIES: readonly (readonly [RegExp, Refused])[] = [
  [/_id_unit_id_unit_path\w*_fkey$/, ["rule_record_gone"]],
  [/_unit_id_unit_path_fkey$/, ["rule_unit_changed", "unit_id"]],
  [/_id_unit_id_unit_path\w*_key$/, ["rule_same_entered"]],
  [/_import_key_idx$/, ["rule_same_entered"]],
  [/_pkey$/, ["rule_same_entered"]],
  [/_user_id_fkey$/, ["rule_no_such_person", "email", "user_id", "asked"]],
  [/_(title|name|name_vi|body)_check$/, ["error_required", "title", "name", "body", "question", "content"]],
  [/_\w+_in_check$/, ["error_names", "name_in", "title_in", "content_in"]],
  [/_visibility_check$/, ["error_choose", "visibility"]],
  [/_(confidence|language|currency|payer)_check$/, ["error_choose", "language", "currency", "payer"]],
  [/_(level|step|status|verdict|outcome|role|kind)_check$/, ["error_choose", "kind", "role", "verdict"]],
];

/** Every other rule, by its name; tests/constraints.test.ts asks the catalog whether one is missing. */
// prettier-ignore
const CONSTRAINTS: Readonly<Record<string, Refused>> = {
  access_appointment_check: ["rule_until_before_from", "until_on"],
  access_invitation_created_by_fkey: ["rule_no_such_person"],
  access_invitation_token_hash_key: ["rule_try_again"],
  access_signature_delegation_check: ["rule_sign_for_yourself", "email"],
  access_signature_order: ["rule_until_before_from", "last_on"],
  access_signature_signed_as: ["error_choose", "signed_as"],
  access_token_token_hash_key: ["rule_try_again"],
  activity_check: ["error_required", "reason"],
  activity_edition_check: ["error_number", "edition"],
  activity_foreigners_of_all: ["rule_foreigners_of_all", "foreign_participants", "participants"],
  activity_foreign_participants_check: ["error_number", "foreign_participants"],
  activity_occasion_years_check: ["error_number", "occasion_years"],
  activity_participants_check: ["error_number", "participants"],
  activity_occasion_country_fkey: ["error_no_such_country", "occasion_country"],
  activity_series_id_fkey: ["error_no_such_choice", "series_id"],
  activity_host_host_unit_id_fkey: ["rule_no_such_unit", "co_host_ids"],
  activity_one_lead_idx: ["rule_same_entered"],
  activity_partner_partner_id_fkey: ["error_no_such_choice", "partner_ids"],
  aid_project_ngo_country_fkey: ["error_no_such_country", "ngo_country"],
  aid_project_amount_amount_usd_check: ["error_amount", "amount_usd"],
  auth_passkey_credential_id_key: ["rule_same_entered"],
  auth_rate_limit_key_key: ["rule_try_again"],
  auth_session_token_key: ["rule_try_again"],
  auth_user_email_key: ["rule_account_exists", "email"],
  delegation_change_dated: ["rule_value_unkept"],
  delegation_change_known: ["rule_value_unkept"],
  delegation_check: ["error_return_before_departure", "returns_on"],
  delegation_countries_check: ["error_country", "countries"],
  delegation_expected_members_check: ["error_number", "expected_members"],
  delegation_member_count_check: ["error_number"],
  delegation_partner_id_fkey: ["error_no_such_choice", "partner_id"],
  delegation_budget_line_quantity_check: ["error_number", "quantity"],
  delegation_budget_line_unit_price_check: ["error_amount", "unit_price"],
  delegation_decision_file_id_fkey: ["error_file", "scan"],
  delegation_decision_signed_as: ["error_choose", "signed_as"],
  delegation_decision_standing: ["rule_try_again"],
  delegation_decision_step_known: ["rule_value_unkept"],
  delegation_meeting_partner_id_fkey: ["error_no_such_choice", "partner_id"],
  delegation_member_year_of_birth_check: ["error_year_of_birth", "year_of_birth"],
  delegation_one_head_idx: ["rule_one_head", "role"],
  delegation_paper_file_id_fkey: ["rule_record_gone"],
  delegation_paper_paper_check: ["rule_value_unkept"],
  delegation_paper_version_id_fkey: ["rule_record_gone"],
  delegation_provision_quantity_check: ["error_number", "quantity"],
  delegation_report_delegation_id_key: ["rule_same_entered"],
  delegation_route_approving_kind_check: ["error_choose", "approving_kind"],
  delegation_route_report_due_working_days_check: ["error_number", "report_due_working_days"],
  delegation_route_share: ["error_share", "budget_share"],
  delegation_stated_members: ["error_number"],
  delegation_version_decision_id_fkey: ["rule_record_gone"],
  delegation_version_delegation_id_ordinal_key: ["rule_try_again"],
  delegation_version_ordinal_check: ["rule_value_unkept"],
  exchange_amount_usd_check: ["error_amount", "amount_usd"],
  exchange_check: ["error_required", "amount_usd"],
  exchange_answer_check: ["error_comment", "comment"],
  exchange_answer_supersedes_exchange_owed_id_fkey: ["rule_answered"],
  exchange_answer_first_idx: ["rule_answered"],
  exchange_answer_id_exchange_owed_id_key: ["rule_answered"],
  exchange_answer_supersedes_key: ["rule_answered"],
  exchange_owed_asker_unit_id_fkey: ["rule_no_such_unit"],
  exchange_owed_check: ["error_no_such_choice", "lead_unit_id", "asked"],
  exchange_owed_check1: ["error_no_such_choice", "lead_unit_id", "asked"],
  exchange_owed_check2: ["error_day", "due_on"],
  exchange_owed_exchange_id_fkey: ["rule_record_gone"],
  exchange_owed_to_unit_id_fkey: ["rule_no_such_unit", "lead_unit_id", "asked"],
  exchange_settlement_check: ["error_comment", "outcome"],
  partner_birth_year_check: ["error_year_of_birth", "birth_year"],
  partner_country_iso2_fkey: ["error_no_such_country", "country_iso2"],
  partner_event_partner_id_fkey: ["error_no_such_choice", "partner_ids", "partner_id"],
  partner_event_partner_id_subject_id_key: ["rule_same_entered"],
  partner_relation_other_partner_id_fkey: ["error_no_such_choice", "other_partner_id"],
  reference_correction_check: ["rule_value_unkept"],
  reference_correction_fields_check: ["rule_value_unkept"],
  reference_correction_key_check: ["rule_value_unkept"],
  reference_correction_once: ["rule_same_entered"],
  reference_correction_said_before_check: ["rule_value_unkept"],
  reference_correction_source_check: ["error_required", "source"],
  reference_correction_state_check: ["rule_value_unkept"],
  report_tree_check: ["error_choose", "tree"],
  report_text_place_idx: ["rule_same_entered", "body"],
  unit_code_check: ["error_code", "code"],
  unit_code_key: ["rule_code_taken", "code"],
  unit_parent_id_fkey: ["rule_no_such_unit", "parent_id"],
  unit_path_key: ["rule_code_taken", "code"],
  unit_accreditation_country_iso2_fkey: ["error_no_such_country", "country_iso2"],
  unit_accreditation_once: ["rule_same_days", "country_iso2"],
  unit_accreditation_order: ["rule_end_before_start", "last_on"],
  unit_accreditation_unit_id_fkey: ["rule_no_such_unit", "unit_id"],
  unit_membership_check: ["rule_no_such_unit", "in_unit_id"],
  unit_membership_in_unit_id_fkey: ["rule_no_such_unit", "in_unit_id"],
  unit_membership_member_unit_id_fkey: ["rule_no_such_unit", "member_unit_id"],
  unit_membership_once: ["rule_same_days", "in_unit_id"],
  unit_membership_order: ["rule_end_before_start", "last_on"],
  unit_name_unit_id_fkey: ["rule_no_such_unit"],
  unit_place_path_key: ["rule_code_taken", "code"],
  unit_place_unit_id_fkey: ["rule_no_such_unit"],
  unit_place_unit_id_valid_excl: ["rule_same_days", "from_on"],
  unit_succession_predecessor_id_fkey: ["rule_no_such_unit"],
  unit_succession_successor_id_fkey: ["rule_no_such_unit"],
};

/** The same for rules of the work: where the sentence is shown, when the form has the field. */
// prettier-ignore
const RULES: Readonly<Record<string, readonly string[]>> = {
  rule_account_exists: ["email"],
  rule_code_taken: ["code"],
  rule_confidential_by_name: ["asked"],
  rule_consent_first: ["consent_on"],
  rule_day_in_future: ["on_date"],
  rule_day_outside_visit: ["on_date"],
  rule_due_in_past: ["due_on"],
  rule_end_before_start: ["until_on", "last_on"],
  rule_from_today: ["from_on", "until_on"],
  rule_held_in_future: ["starts_on"],
  rule_member_of_itself: ["in_unit_id"],
  rule_no_such_person: ["email"],
  rule_no_such_unit: ["co_host_ids", "lead_unit_id", "parent_id", "unit_id"],
  rule_not_askable: ["asked", "user_id"],
  rule_one_head: ["role"],
  rule_relation_to_itself: ["other_partner_id"],
  rule_sign_for_yourself: ["email"],
  rule_until_before_from: ["until_on", "last_on"],
};

/** The fields that a rule of the work may be about. */
export function fieldsOfRule(code: string): readonly string[] {
  // Why a list cannot be read stands beside the file that was chosen.
  if (/^rule_import_/.test(code)) return ["file"];
  return Object.hasOwn(RULES, code) ? (RULES[code] ?? []) : [];
}

/** The names that stand in the register themselves. */
export const NAMED_CONSTRAINTS: readonly string[] = Object.keys(CONSTRAINTS);

/** The sentence (a key of the words) of a rule of the database, and the fields it may be about; undefined when nobody wrote one. */
export function saidOf(constraint: string): { says: string; fields: string[] } | undefined {
  const known = Object.hasOwn(CONSTRAINTS, constraint) ? CONSTRAINTS[constraint] : undefined;
  const [says, ...fields] = known ?? FAMILIES.find(([name]) => name.test(constraint))?.[1] ?? [];
  return says === undefined ? undefined : { says, fields };
}
