import { canManageAccount } from "#modules/access/access.policy.ts";
import { givePasswordLink } from "#modules/access/account.commands.server.ts";
import { noForm } from "#modules/access/account.forms.ts";
import { findAccount } from "#modules/access/account.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, showMade } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  freshSessionOf(event);
  return read(event, async (work) => {
    const account = found(await findAccount(work, event.params.userId));
    requirePermission(canManageAccount(work.actor, account));
    return { name: account.name, back: `/people/accounts/${account.id}` };
  });
};

export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    const { params, url } = event;
    return showMade(event, noForm, (work) => givePasswordLink(work, params.userId, url.origin), "rule_link_shown");
  },
};
