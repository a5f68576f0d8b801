import { isRedirect } from "@sveltejs/kit";
import { changePasswordForm } from "#modules/access/account.forms.ts";
import { tryOwn } from "#modules/access/guess.commands.server.ts";
import { changePassword } from "#modules/access/password.commands.server.ts";
import { submit, tooOften } from "#platform/http.server.ts";
import { sessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => void sessionOf(event);

export const actions: Actions = {
  /** Whoever found the session open does not try the old password out. */
  default: async (event) => {
    const { id, userId } = sessionOf(event);
    const tried = await tryOwn({ client: event.getClientAddress(), userId });
    if (tried.waitSeconds > 0) return tooOften(event, tried.waitSeconds, "current_password");
    try {
      return await submit(event, changePasswordForm, async (work, change) => {
        await changePassword(work, change, id);
        return "/me?did=password_changed";
      });
    } catch (cause) {
      if (isRedirect(cause) && "right" in tried) await tried.right();
      throw cause;
    }
  },
};
