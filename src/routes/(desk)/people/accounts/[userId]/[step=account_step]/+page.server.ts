import { canManageAccount } from "#modules/access/access.policy.ts";
import { findAccount } from "#modules/access/account.queries.server.ts";
import type { AccountStep } from "#modules/access/account.model.ts";
import { ACCOUNT_ACTS, isStepOpen } from "#modules/access/account-steps.commands.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

export const { load, actions } = stepPages({
  kind: "account",
  acts: ACCOUNT_ACTS,
  find: findAccount,
  mayTake: (actor, step: AccountStep, account) => canManageAccount(actor, account) && isStepOpen(account, step),
  show: (_work, { name }) => ({ name }),
})(({ userId, step }: { userId: string; step: AccountStep }) => ({ id: userId, step }));
