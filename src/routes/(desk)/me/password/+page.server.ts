import { changePasswordForm } from "#modules/access/account.forms.ts";
import { changePassword } from "#modules/access/password.commands.server.ts";
import { submit } from "#platform/http.server.ts";
import { sessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => void sessionOf(event);

export const actions: Actions = {
  default: (event) => {
    const { id } = sessionOf(event);
    return submit(event, changePasswordForm, async (work, change) => {
      await changePassword(work, change, id);
      return "/me?did=password_changed";
    });
  },
};
