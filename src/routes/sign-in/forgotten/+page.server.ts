import { forgottenForm } from "#modules/access/account.forms.ts";
import { tryFrom } from "#modules/access/guess.commands.server.ts";
import { askPasswordLink } from "#modules/access/password.commands.server.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { isDemoHere, ownUnion } from "#platform/union.server.ts";
import { submit, tooOften } from "#platform/http.server.ts";
import { doorOf } from "../door.server.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Without a line for letters nothing would arrive; the demo keeps them where they can be read. */
const canSend = () => config.smtpUrl !== undefined || isDemoHere();

export const load: PageServerLoad = async ({ url, locals }) => ({
  door: await doorOf({ locals }),
  canSend: canSend(),
  isAsked: url.searchParams.has("asked"),
});

export const actions: Actions = {
  default: async (event) => {
    event.locals.actor = system;
    // Each asking may cost a letter.
    const { waitSeconds } = await tryFrom("asked", event.getClientAddress());
    if (waitSeconds > 0) return tooOften(event, waitSeconds);
    return submit(event, forgottenForm, async (work, { email }) => {
      if (canSend()) await askPasswordLink(work, email, ownUnion().origin);
      return "/sign-in/forgotten?asked";
    });
  },
};
