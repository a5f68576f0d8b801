/** How many events of one kind get a row each before they are only counted, and for how many minutes they are. */
type Bound = { most: number; minutes: number };

/** What a stranger, a broken program or somebody impatient can repeat. */
const REPEATED: Bound = { most: 10, minutes: 10 };

/** Every kind of event (docs/security/logging.md says of each where it is said); one that can be repeated without end has a bound. */
const SECURITY_KINDS = {
  signed_in: undefined,
  sign_in_failed: REPEATED,
  sign_in_locked: REPEATED,
  signed_out: undefined,
  session_ended: undefined,
  second_step_asked: REPEATED,
  second_step_failed: REPEATED,
  second_step_on: undefined,
  second_step_off: undefined,
  second_step_reset: undefined,
  passkey_added: undefined,
  passkey_removed: undefined,
  password_changed: undefined,
  password_reset: undefined,
  password_reset_asked: REPEATED,
  name_changed: undefined,
  refused: REPEATED,
  key_made: undefined,
  key_used: { most: 1, minutes: 60 },
  key_refused: REPEATED,
  key_revoked: undefined,
  role_given: undefined,
  role_ended: undefined,
  signature_lent: undefined,
  signature_ended: undefined,
  account_made: undefined,
  account_deactivated: undefined,
  account_returned: undefined,
  account_erased: undefined,
  invitation_made: undefined,
  invitation_resent: undefined,
  invitation_withdrawn: undefined,
  invitation_accepted: undefined,
  invitation_refused: REPEATED,
  first_administrator: undefined,
  sharing_changed: undefined,
  personal_read: REPEATED,
  export_made: { most: 60, minutes: 10 },
  report_frozen: undefined,
  mail_failed: undefined,
  mail_resent: undefined,
  backup_asked: undefined,
  backup_made: undefined,
  backup_restored: undefined,
  input_refused: REPEATED,
  control_failed: REPEATED,
} as const satisfies Record<string, Bound | undefined>;

export type SecurityKind = keyof typeof SECURITY_KINDS;

export function boundOf(kind: SecurityKind): Bound | undefined {
  return SECURITY_KINDS[kind];
}
export const KINDS_SAID = Object.keys(SECURITY_KINDS) as SecurityKind[];
