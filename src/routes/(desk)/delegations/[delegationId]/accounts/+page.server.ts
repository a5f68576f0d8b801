import { enterAccounts } from "#modules/delegations/delegation-account.commands.server.ts";
import { accountRowForm, accountsForm } from "#modules/delegations/delegation-account.forms.ts";
import { listAccounts, markOfAccounts } from "#modules/delegations/delegation-account.queries.server.ts";
import { canAccount } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { gridOf } from "#platform/grid.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { id, title, status, ...visit } = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canAccount(work.actor, { status, ...visit }));
    const { lines } = await listAccounts(work, id);
    return {
      delegation: { id, title, status },
      lines,
      explanation: visit.settlement_note,
      seen: markOfAccounts(lines, visit.settlement_note),
    };
  });

export const actions: Actions = onSubmit(
  gridOf(accountRowForm, ["payer", "currency"], accountsForm),
  async (work, entered, { params }) => {
    await enterAccounts(work, params.delegationId, entered);
    return `/delegations/${params.delegationId}?did=accounts_saved#accounts`;
  },
);
