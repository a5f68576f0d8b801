import { setPasswordForm } from "#modules/access/account.forms.ts";
import { findPasswordLink, followPasswordLink } from "#modules/access/password.commands.server.ts";
import { system } from "#platform/actor.ts";
import { load as read, submit } from "#platform/http.server.ts";
import { doorOf } from "../../sign-in/door.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  event.locals.actor = system;
  return read(event, async (work) => ({
    email: (await findPasswordLink(work, event.params.key))?.email,
    door: await doorOf(event),
  }));
};

export const actions: Actions = {
  default: (event) => {
    event.locals.actor = system;
    return submit(event, setPasswordForm, async (work, { password }) => {
      await followPasswordLink(work, event.params.key, password);
      return "/sign-in?did=password_reset";
    });
  },
};
