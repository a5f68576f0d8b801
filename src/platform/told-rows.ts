import type { KindThatIs } from "./kinds.ts";
import { kindsWith } from "./kinds.ts";

type Kind = KindThatIs<"logged">;

/**
 * Columns that change without a line of the history, and why; and the function through which rows are read whole where some of their columns
 * are closed to the application's role.
 */
type Except = { except?: Record<string, string>; whole?: string };
/** Rows of records of one kind: `by` is the column that names the record, `key` what tells one row from another when that is not its id. */
type OfKind = { of: Kind; by: string; key?: string } & Except;
/** Rows about records of any kind; with `through`, by the row above them that names it. */
type OfSubject = { about: "subject_id"; through?: { table: string; by: string }; key?: string } & Except;
export type Told = OfKind | OfSubject;
type Untold = { not: string };

const FOLLOWS = "follows from other rows, proved every night";
const WEIGHED = "the file against what was decided, weighed every night";
const SIGN_IN = "sign-in's own; who signed in, and with what, is in the security log";
const CHAIN = "the chain itself";

const of = (kind: Kind, by: string, more: Omit<OfKind, "of" | "by"> = {}): OfKind => ({ of: kind, by, ...more });

/**
 * Which lines of the history explain the rows of each table. What an act left there is kept as digests (history_state) and must be what is
 * there; tests/told-rows.test.ts goes over the schema, so that no table is left out by forgetting.
 */
export const TOLD: Record<string, Told | Untold> = {
  partner: of("partner", "id", {
    except: { last_contact_on: FOLLOWS, other_names: FOLLOWS },
    whole: "partner_whole",
  }),
  partner_name: of("partner", "partner_id"),
  partner_relation: of("partner", "partner_id"),
  partner_contact_point: of("partner", "partner_id"),
  partner_event: { not: FOLLOWS },
  delegation: of("delegation", "id", {
    except: {
      member_count: FOLLOWS,
      head_name: FOLLOWS,
      report_due_on: FOLLOWS,
      change_state: WEIGHED,
      changed_since: WEIGHED,
    },
  }),
  delegation_member: of("delegation", "delegation_id", {
    except: { passport_erase_on: FOLLOWS },
    whole: "delegation_members_whole",
  }),
  delegation_programme_entry: of("delegation", "delegation_id"),
  delegation_journey: of("delegation", "delegation_id"),
  delegation_hosting: of("delegation", "delegation_id", { except: { title: FOLLOWS } }),
  delegation_meeting: of("delegation", "delegation_id"),
  delegation_provision: of("delegation", "delegation_id"),
  delegation_budget_line: of("delegation", "delegation_id"),
  delegation_settlement_line: of("delegation", "delegation_id"),
  delegation_decision: of("delegation", "delegation_id"),
  delegation_report: of("delegation", "delegation_id", { key: "delegation_id" }),
  delegation_talking_points: of("delegation", "delegation_id"),
  delegation_version: of("delegation", "delegation_id"),
  delegation_paper: of("delegation", "delegation_id"),
  delegation_route: of("delegation_route", "id"),
  activity: of("activity", "id", { except: { host_paths: FOLLOWS, kept_in_id: FOLLOWS } }),
  activity_host: of("activity", "activity_id", { key: "host_unit_id" }),
  activity_twin: of("activity", "activity_id", { key: "other_id" }),
  activity_partner: of("activity", "activity_id", { key: "partner_id" }),
  activity_series: of("activity_series", "id"),
  note: of("note", "id"),
  access_body: of("access_body", "id"),
  register_entry: of("register_entry", "id"),
  register_symbol: of("register_symbol", "id"),
  paper_template: of("paper_template", "id", {
    except: { failed_at: "what happened to a paper, not to the template" },
  }),
  activity_own_kind: of("activity_own_kind", "id"),
  aid_project: of("aid_project", "id"),
  aid_project_amount: of("aid_project", "aid_project_id"),
  exchange: { about: "subject_id" },
  exchange_owed: {
    about: "subject_id",
    except: { asker_visibility: FOLLOWS },
  },
  exchange_opening: { not: "reading it is no act" },
  exchange_answer: { about: "subject_id", through: { table: "exchange_owed", by: "exchange_owed_id" } },
  exchange_settlement: {
    about: "subject_id",
    through: { table: "exchange_owed", by: "exchange_owed_id" },
    key: "exchange_owed_id",
  },
  file: { about: "subject_id" },
  unit: of("unit", "id"),
  unit_place: of("unit", "unit_id", { key: "path" }),
  unit_name: of("unit", "unit_id"),
  unit_membership: of("unit", "member_unit_id"),
  unit_succession: of("unit", "successor_id", { key: "predecessor_id" }),
  unit_accreditation: of("unit", "unit_id"),
  unit_post: of("unit", "unit_id"),
  access_appointment: of("appointment", "user_id"),
  access_invitation: of("invitation", "id"),
  access_signature_delegation: of("signature", "id"),
  access_token: of("token", "user_id", { except: { last_used_on: "use is no act" } }),
  import: of("import", "id", { except: { processed: "how far it is" } }),
  import_problem: of("import", "import_id"),
  import_before: of("import", "import_id", { key: "record_id" }),
  report: of("report", "id"),
  report_text: of("report_text", "id"),
  reference_correction: of("reference_correction", "id"),
  identity: of("identity", "id"),
  learning_first_week: { not: "what a reader still sees of a first week, no record of anybody's work" },
  notification: { not: "what somebody was told of an act, not the act" },
  mail_outbox: { not: "letters on their way" },
  idempotency_key: { not: "kept for days, against sending twice" },
  auth_user: { not: SIGN_IN },
  auth_session: { not: SIGN_IN },
  auth_account: { not: SIGN_IN },
  auth_verification: { not: SIGN_IN },
  auth_two_factor: { not: SIGN_IN },
  auth_passkey: { not: SIGN_IN },
  auth_rate_limit: { not: SIGN_IN },
  access_password_link: { not: SIGN_IN },
  access_second_step_reset: { not: SIGN_IN },
  access_first_key: { not: SIGN_IN },
  access_guess: { not: "tries that are counted for minutes" },
  security_event: { not: "a log of its own" },
  backup_run: { not: "what backups came to" },
  union_address: { not: "where it is served, written by the command alone" },
  history: { not: CHAIN },
  history_state: { not: CHAIN },
  history_shape: { not: CHAIN },
  history_tally: { not: CHAIN },
  history_seal: { not: CHAIN },
  history_check: { not: "what checks came to" },
  schema_migration: { not: "checked against the files by every start" },
};

/** Columns that the database makes of others; what they are may change with a release. */
export const GENERATED = [
  "first_line",
  "book_place",
  "search_text",
  "has_passport",
  "name_words",
  "known_by",
  "is_joint",
  "line_2",
  "line_3",
  "line_4",
];

export const toldTables = (): [table: string, told: Told][] =>
  Object.entries(TOLD).flatMap(([table, told]) => ("not" in told ? [] : [[table, told] as [string, Told]]));

/** The kinds whose lines explain such rows. */
export const kindsOf = (told: Told): readonly string[] => ("of" in told ? [told.of] : kindsWith("logged"));

/** The tables whose rows lines of this kind explain. */
export const tablesOf = (kind: string): [table: string, told: Told][] =>
  toldTables().filter(([, told]) => kindsOf(told).includes(kind));

/** The function through which rows of a table are read whole, where some of its columns are closed to the application's role. */
export function wholeOf(table: string): string | undefined {
  const told = TOLD[table];
  return told && !("not" in told) ? told.whole : undefined;
}
