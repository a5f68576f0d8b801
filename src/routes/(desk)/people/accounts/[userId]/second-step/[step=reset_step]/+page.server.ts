import { canManageAccount } from "#modules/access/access.policy.ts";
import { findAccount, findSecondStepReset } from "#modules/access/account.queries.server.ts";
import type { ResetStep } from "#modules/access/account.model.ts";
import { RESET_ACTS } from "#modules/access/account-steps.commands.server.ts";
import { stepPages } from "#platform/step-page.server.ts";
import { freshSessionOf } from "../../../../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

const pages = stepPages({
  kind: "account",
  acts: RESET_ACTS,
  find: findAccount,
  mayTake: (actor, _step: ResetStep, account) => canManageAccount(actor, account),
  show: async (work, { id, name }) => ({ name, asked: (await findSecondStepReset(work, id)) ?? null }),
})(({ userId, step }: { userId: string; step: ResetStep }) => ({ id: userId, step }));

/** Whoever takes somebody's second step away has just shown the own. */
export const load: PageServerLoad = (event) => {
  freshSessionOf(event);
  return pages.load(event);
};
export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    return pages.actions.default(event);
  },
};
