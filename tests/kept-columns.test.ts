import { describe, expect, test } from "vitest";
import { DERIVED } from "#modules/derived.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const { ownerUrl } = useDatabase();

/** Keys, rights and what every record has: made by own_rows() and part_rows(), or given to a record with its rights. */
const OF_EVERY_RECORD =
  "id unit_id unit_path visibility shared_paths named_user_ids version created_at created_by import_id import_key line_2 line_3 line_4";

/** What follows from other rows, and its line in the register that makes it anew every night. */
const FOLLOWS: Record<string, string> = {
  "activity.host_paths": "activity.host_paths",
  "activity.kept_in_id": "activity.kept_in_id",
  "delegation.member_count": "delegation.member_count",
  "delegation.head_name": "delegation.head_name",
  "delegation.report_due_on": "delegation.report_due_on",
  "delegation_hosting.title": "delegation_hosting.title",
  "delegation_member.passport_erase_on": "delegation_member.passport_erase_on",
  "exchange_owed.asker_visibility": "exchange_owed.asker_visibility",
  "partner.last_contact_on": "partner.last_contact_on",
  "partner.other_names": "partner.other_names",
  "partner_event.partner_id": "partner_event of delegations",
  "partner_event.on_date": "partner_event of delegations",
  "partner_event.title": "partner_event of notes",
  "partner_event.subject_id": "partner_event of delegations",
  "partner_event.subject_kind": "partner_event of activities",
};

/** Of the columns that say whose a row is: the others are said by whoever wrote the record. */
const OF_RIGHTS = "exchange_owed.named_user_ids of bodies";

/** Made anew every night by a job of its own. */
const WEIGHED: Record<string, string> = {
  "delegation.change_state": "delegation.weigh: the file against what was decided",
  "delegation.changed_since": "the same",
};

/**
 * Taken from other rows when it was written, and meant to stay as it was then: names on papers, what was decided, what was sent, what a sheet said.
 * Whoever adds one says here why it does not follow.
 */
const AS_THEN: Record<string, string> = {
  "access_signature_delegation.ended_by_name": "who ended it, as called then",
  "activity.level": "of the kind of unit that wrote it",
  "activity.imported": "what the last sheet said",
  "delegation.imported": "what the last sheet said",
  "partner.imported": "what the last sheet said",
  "delegation.status_since": "when the step was taken",
  "delegation.planned_on": "the day as it stood when it was first approved or put off",
  "delegation_decision.approving_path": "whose decision it was, where that unit stood then",
  "delegation_decision.decided_by_name": "on the paper",
  "delegation_decision.decided_by_post": "on the paper",
  "delegation_decision.on_behalf_of_name": "on the paper",
  "delegation_decision.on_behalf_of_post": "on the paper",
  "delegation_decision.numbered_by_name": "on the paper",
  "delegation_hosting.answered_by_name": "who answered, as called then",
  "delegation_paper.number": "on the paper",
  "delegation_talking_points.ordinal": "how many were written before it",
  "delegation_talking_points.written_by_name": "who wrote it, as called then",
  "delegation_version.content": "the file as it was decided",
  "delegation_version.ordinal": "how many were decided before it",
  "exchange.said_by_name": "who said it, as called then",
  "exchange.title": "what it was about, as called then",
  "exchange_answer.answered_by_name": "who answered, as called then",
  "exchange_opening.opened_by_name": "who opened it, as called then",
  "exchange_owed.title": "what was asked, as called then",
  "exchange_owed.summary": "what the addressee was told",
  "exchange_owed.to_name": "whom it was sent to",
  "exchange_owed.to_mail": "where it was sent",
  "exchange_settlement.settled_by_name": "who settled it, as called then",
  "note.written_by_name": "who wrote it, as called then",
  "paper_template.added_by_name": "who sent it, as called then",
  "paper_template.failed_at": "when it failed",
  "paper_template.file_name": "what it was called as it was sent",
  "paper_template.in_force_since": "said by the acts that put it there",
  "paper_template.sha256": "the file as it was sent",
  "paper_template.size_bytes": "the file as it was sent",
  "paper_template.tags": "read from the file",
  "register_entry.record_kind": "what it is a paper of",
  "register_entry.record_id": "what it is a paper of",
  "register_entry.paper": "which of its papers",
  "register_entry.file_id": "the paper as it was issued",
  "register_entry.last_ordinal": "the same as its number, or the end of what is explained",
  "register_entry.ordinal": "its number, read",
  "history.user_name": "who did it, as called then",
  "history.before": "what was",
  "history.after": "what is since",
  "history_seal.first_id": "sealed",
  "history_seal.last_id": "sealed",
  "history_seal.lines": "sealed",
  "history_seal.hash": "sealed",
  "history_seal.previous_hash": "sealed",
  "history_seal.form": "how it was sealed",
  "history_seal.states": "sealed",
  "history_seal.last_state": "sealed",
  "history.said": "the digest of what was said",
  "history_state.rows": "the digests of what an act left",
  "history_tally.lines": "how many were ever written",
  "history_tally.states": "how many were ever written",
  "history_tally.total": "the sum of their digests",
  "history_check.lines": "what was looked at then",
  "history_check.records": "what was looked at then",
  "history_check.found": "what was found then",
  "history_check.found_in_all": "what was found then",
  "import.created": "the account of what was done",
  "import.processed": "the account of what was done",
  "import.refused": "the account of what was done",
  "import.rows": "the account of what was done",
  "import.skipped": "the account of what was done",
  "import.updated": "the account of what was done",
  "import_before.before": "what it held before",
  "mail_outbox.recipient": "where the letter goes",
  "mail_outbox.subject": "the letter",
  "mail_outbox.body": "the letter",
  "notification.words": "what was told",
  "report.content": "as it was sent",
  "report.counted": "as it was sent",
  "report.frozen_by": "who froze it, as called then",
  "report.pages": "as it was sent",
  "report.stood": "as it was sent",
  "security_event.user_name": "whose it was, as called then",
  "unit.name": "the newest of unit_name; the name of a day is read there",
  "unit.name_in": "the same",
  "unit.path": "the newest of unit_place, whose rows the key itself holds to it",
};

/** Said by somebody, or the mark of what was done: in one word of the table, told by whoever writes the row. */
const SAID: Record<string, string> = {
  access_appointment: "body_id from_on role until_on user_id",
  access_body: "closed_on kind name",
  access_first_key: "token_hash",
  access_guess: "name since wrong",
  access_invitation: "accepted_at email expires_at language name role sent_at token_hash withdrawn_at",
  access_password_link: "expires_at made_by token_hash used_at user_id",
  access_second_step_reset: "asked_at asked_by expires_at identity_checked settled_at settled_by user_id was_agreed",
  access_signature_delegation: "ended_at from_on from_post from_user_id signed_as to_post to_user_id until_on",
  access_token: "appointment_ids ends_on kinds last_used_on name purpose revoked_at scope token_hash user_id",
  activity:
    "cancelled_reason chair countries edition ends_on foreign_participants interpreter is_in_plan is_international_conference is_multilateral kind no_next_on occasion occasion_country occasion_years own_kind_id participants place planned_on result room series_id starts_at starts_on status title",
  activity_host: "activity_id from_id host_unit_id is_lead",
  activity_twin: "activity_id facts is_same other_id",
  activity_partner: "activity_id partner_id",
  activity_own_kind: "from_on is_plain kind name name_in rank until_on",
  activity_series: "name",
  aid_project: "ends_on ngo_country ngo_name owner_name province_code sector starts_on title",
  aid_project_amount: "aid_project_id amount_usd kind on_date",
  union_address: "closed_at made_at only_one origin practice_until",
  backup_run:
    "ended_at file file_count is_begun is_good is_proven is_scheduled is_sealed kind missing_count progress row_count said_at size_bytes started_at why why_details",
  delegation:
    "asked_by cities countries departs_on direction expected_members host invitation_from invitation_on is_in_plan legal_basis needs partner_id purpose reception_level reception_reason report_since report_state returns_on security_level settlement_note stated_head stated_members status title",
  delegation_budget_line: "currency delegation_id description payer quantity unit_price",
  delegation_decision:
    "decided_by decided_on delegation_id file_id number ended_at numbered_on on_behalf_of reason signed_as step",
  delegation_hosting:
    "answered_on asker_unit_id car contact_name contact_phone delegation_id due_on from_on interpreter remark shows_head shows_needs status until_on wish",
  delegation_settlement_line: "advanced budget_line_id currency delegation_id description note payer spent",
  delegation_talking_points: "delegation_id to_ask to_avoid to_cite to_say written_at",
  delegation_journey: "at_time delegation_id met_by met_by_phone on_date place remark vehicle way",
  delegation_meeting: "delegation_id note on_date partner_id",
  delegation_member:
    "delegation_id home insurance insurance_expires_on name passport_expires_on passport_number position role took_part visa_expires_on visa_state year_of_birth",
  delegation_paper: "delegation_id file_id kept_at paper version_id",
  delegation_programme_entry:
    "car content content_in delegation_id host_unit_id hotel interpreter meals on_date person_answerable place press starts_at",
  delegation_provision: "counterpart delegation_id description kind quantity",
  delegation_report: "assessment delegation_id facts proposals reported_on",
  delegation_route:
    "accepts_reports approving_kind budget_share direction from_on is_in_plan report_due_working_days unit_kind until_on",
  delegation_version: "decision_id delegation_id is_returned kept_at",
  exchange: "amount_usd body is_awaiting_text kind on_date said_on subject_id subject_kind supersedes",
  exchange_answer:
    "answered_by answered_on comment exchange_owed_id file_media_type file_name file_sha256 file_size_bytes paper_number paper_on supersedes verdict",
  exchange_opening: "exchange_owed_id opened_at opened_by",
  exchange_owed:
    "asker_unit_id due_on escalated_on exchange_id holder_id kind reminded_count reminded_on subject_id subject_kind to_body_id to_unit_id to_user_id",
  exchange_settlement: "exchange_owed_id outcome sentence settled_by settled_on",
  file: "has_consent media_type name sha256 size_bytes subject_id subject_kind",
  history: "action at on_behalf_of salt struck_at subject_id subject_kind user_id written_in",
  history_check: "checked_at seconds",
  history_seal: "day sealed_at",
  history_shape: "columns hash",
  history_state: "salt subject_id subject_kind",
  history_tally: "shard",
  identity:
    "accent calendar country currency is_one is_set_up is_without_mail kinds language language_international languages_further logo_sha256 logo_type name name_in paper_layout seal seat seat_in short_name short_name_in week_starts words works zone",
  import: "failed failure file_name file_sha256 finished_at headings kind mapping remarks status told",
  import_before: "record_id",
  import_problem: "code column_name details kind message record_id row_number",
  learning_first_week: "is_put_away opened shown_from user_id",
  mail_outbox: "answer answered_at attempts claimed_at next_at sent_at state user_id",
  paper_template: "language note ordinal paper",
  register_entry: "addressee kind number on_date reason signer status subject year",
  register_symbol: "from_on office organisation until_on",
  note: "body country_iso2 delegation_id kind on_date partner_id taken_back_on",
  notification: "kind mailed_at read_at subject_id subject_kind user_id",
  partner:
    "addressed_as birth_year city closed_reason country_iso2 family_name fields first_contact_on given_name introduced_by kind language name name_in next_step next_step_on officer_name position status",
  partner_contact_point: "consent_on kind partner_id purpose value",
  partner_name: "from_on kind language name partner_id script until_on",
  partner_relation: "from_on kind other_partner_id partner_id until_on",
  reference_correction: "fields key kind said_before source state",
  report: "as_of frozen_at kind language status tree year",
  report_text: "body language section year",
  security_event: "at email from_address kind request_id times user_id what",
  unit: "closed_on code confidence country_iso2 founded_on kind parent_id province_code source",
  unit_accreditation: "country_iso2 from_on until_on",
  unit_membership: "from_on in_unit_id member_unit_id until_on",
  unit_name: "from_on is_own language name short_name until_on",
  unit_place: "path valid",
  unit_post: "from_on holder_name is_full_time planned_until_on title title_in until_on",
  unit_succession: "legal_basis on_date predecessor_id successor_id",
};

const columnsOf = async () =>
  (
    await asOwner(ownerUrl(), (client) =>
      client.query<{ table: string; column: string }>(`
        select relname as table, attname as column from pg_attribute join pg_class on pg_class.oid = attrelid
        where relnamespace = 'amity'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped and attgenerated = ''
          and relname !~ '^(auth_|idempotency_key$|schema_migration$)'
        order by 1, 2`),
    )
  ).rows
    .filter(({ column }) => !OF_EVERY_RECORD.split(" ").includes(column))
    .map(({ table, column }) => `${table}.${column}`);

const said = Object.entries(SAID).flatMap(([table, columns]) =>
  columns.split(" ").map((column) => `${table}.${column}`),
);
const follows = [...Object.keys(FOLLOWS), ...Object.keys(WEIGHED)];

describe("every column of the schema", () => {
  test("is said by somebody, stays as it was then, or follows and is made anew", async () => {
    const known = [...said, ...Object.keys(AS_THEN), ...follows];
    expect(known.filter((one, at) => known.indexOf(one) !== at)).toEqual([]);
    const there = await columnsOf();
    expect(there.filter((one) => !known.includes(one))).toEqual([]);
    expect(known.filter((one) => !there.includes(one))).toEqual([]);
  });

  test("that follows has its line in the register, and the register no other", () => {
    expect(Object.keys(DERIVED).toSorted()).toEqual([...new Set([...Object.values(FOLLOWS), OF_RIGHTS])].toSorted());
  });

  test("whose comment says that it follows does", async () => {
    const commented = await asOwner(ownerUrl(), (client) =>
      client.query<{ name: string }>(`
        select relname || '.' || attname as name from pg_description join pg_class on pg_class.oid = objoid
          join pg_attribute on attrelid = objoid and attnum = objsubid
        where relnamespace = 'amity'::regnamespace and description ~* '^follows from|kept .* by the commands|rebuilt by one function' order by 1`),
    );
    expect(commented.rows.map((one) => one.name).filter((name) => !follows.includes(name))).toEqual([]);
  });
});
