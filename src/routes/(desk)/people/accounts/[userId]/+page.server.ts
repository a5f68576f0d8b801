import { canManageAccount } from "#modules/access/access.policy.ts";
import { ACCOUNT_STEPS, RESET_STEPS } from "#modules/access/account.model.ts";
import { findAccount, findSecondStepReset, readWaysIn } from "#modules/access/account.queries.server.ts";
import { isResetOpen, isStepOpen } from "#modules/access/account-steps.commands.server.ts";
import { listSessions } from "#modules/access/session.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { paths: _paths, ...account } = await readAccount(work, event.params.userId);
    const asked = await findSecondStepReset(work, account.id);
    const whole = { ...account, paths: [] };
    return {
      account,
      asked: asked ?? null,
      ways: found(await readWaysIn(work, account.id)),
      sessions: await listSessions(work, account.id),
      steps: ACCOUNT_STEPS.filter((step) => isStepOpen(whole, step)),
      resets: RESET_STEPS.filter((step) => isResetOpen(whole, step, { asked, by: work.actor.userId })),
    };
  });

type Work = Parameters<typeof findAccount>[0];

async function readAccount(work: Work, userId: string) {
  const account = found(await findAccount(work, userId));
  requirePermission(canManageAccount(work.actor, account));
  return account;
}
