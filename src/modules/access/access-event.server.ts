import type { Work } from "#platform/db.server.ts";
import { log } from "#platform/log.server.ts";

/** What happens to accounts and is of interest to whoever watches over the union's safety. */
export type AccessEvent =
  | "signed_in"
  | "sign_in_failed"
  | "signed_out"
  | "session_ended"
  | "second_step_asked"
  | "second_step_failed"
  | "second_step_on"
  | "second_step_off"
  | "second_step_reset"
  | "passkey_added"
  | "passkey_removed"
  | "password_changed"
  | "password_reset"
  | "password_reset_asked"
  | "account_deactivated"
  | "account_returned"
  | "account_made"
  | "invitation_resent"
  | "invitation_withdrawn"
  | "first_administrator";

type What = Record<string, string | number | boolean | null | undefined>;

/** Says an event together with the act that it is of. */
export function sayAccessEvent(work: Work, kind: AccessEvent, what: What = {}): Promise<void> {
  log("info", "security", { kind, user_id: work.actor.userId, ...what });
  return Promise.resolve();
}

/** Says an event of a visitor's request that writes nothing else. */
export function sayVisitEvent(kind: AccessEvent, what: What = {}): void {
  log("info", "security", { kind, ...what });
}
