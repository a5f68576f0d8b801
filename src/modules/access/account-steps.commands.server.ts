import { act } from "#platform/steps.ts";
import {
  agreeSecondStepReset,
  askSecondStepReset,
  deactivateAccount,
  endSessionsOf,
  refuseSecondStepReset,
  returnAccount,
} from "./account.commands.server.ts";
import { noForm, resetForm } from "./account.forms.ts";
import type { Account } from "./account.queries.server.ts";
import type { AccountStep, ResetStep } from "./account.model.ts";

/** What each step asks and does. */
export const ACCOUNT_ACTS = {
  deactivate: act(noForm, deactivateAccount, { isDanger: true }),
  reopen: act(noForm, returnAccount),
  end_sessions: act(noForm, endSessionsOf, { isDanger: true }),
};
export const RESET_ACTS = {
  ask: act(resetForm, askSecondStepReset, { isDanger: true, fields: "identity" }),
  agree: act(noForm, agreeSecondStepReset, { isDanger: true }),
  refuse: act(noForm, refuseSecondStepReset),
};

/** Whether a step can be taken as the account stands; what may be done by whom is the policy's. */
export function isStepOpen(account: Account, step: AccountStep): boolean {
  return (step === "reopen") === Boolean(account.deactivated_at);
}

type Asked = { asked_by: string } | undefined;

export function isResetOpen(
  account: Account,
  step: ResetStep,
  { asked, by }: { asked: Asked; by?: string | undefined },
) {
  if (!account.has_second_step) return false;
  if (step === "ask") return !asked;
  return step === "refuse" ? Boolean(asked) : Boolean(asked) && asked?.asked_by !== by;
}
