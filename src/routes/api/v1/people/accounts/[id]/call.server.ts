import type { Handler } from "#platform/asked.ts";
import { canManageAccount } from "#modules/access/access.policy.ts";
import { findAccount, readWaysIn } from "#modules/access/account.queries.server.ts";
import { answer } from "#platform/calls.server.ts";
import { requirePermission, requireRow } from "#platform/errors.ts";

/** An account as whoever may decide over it sees it. */
export const GET: Handler<{ id: string }> = (event) =>
  answer(event, async (work) => {
    const { paths, ...account } = requireRow(await findAccount(work, event.params.id));
    requirePermission(canManageAccount(work.actor, { id: account.id, paths }));
    return { ...account, has_second_step: account.has_second_step ?? false, ...(await readWaysIn(work, account.id)) };
  });
