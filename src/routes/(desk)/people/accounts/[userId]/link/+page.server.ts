import { fail } from "@sveltejs/kit";
import { canManageAccount } from "#modules/access/access.policy.ts";
import { givePasswordLink } from "#modules/access/account.commands.server.ts";
import { findAccount } from "#modules/access/account.queries.server.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { found, load as read, problemPage } from "#platform/http.server.ts";
import { ruleInWords } from "#platform/words.server.ts";
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
    return problemPage(() => give(event.locals.actor, event.params.userId));
  },
};

/** Shown once on this answer and never again, so there is no redirect. */
async function give(actor: App.Locals["actor"], userId: string) {
  try {
    return { link: await inWork(actor, (work) => givePasswordLink(work, userId, config.origin)) };
  } catch (cause) {
    if (!(cause instanceof RuleError)) throw cause;
    return fail(409, { refusal: { values: {}, errors: {}, message: ruleInWords(cause.code) } });
  }
}
