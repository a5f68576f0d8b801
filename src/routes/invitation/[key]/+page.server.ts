import { acceptInvitation, requireInvitation } from "#modules/access/access.commands.server.ts";
import { acceptForm } from "#modules/access/access.forms.ts";
import { system } from "#platform/actor.ts";
import { load as read, submit } from "#platform/http.server.ts";
import { doorOf } from "../../sign-in/door.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  event.locals.actor = system;
  return read(event, async (work) => {
    const { name, email } = await requireInvitation(work, event.params.key);
    return { name, email, door: await doorOf(event) };
  });
};

export const actions: Actions = {
  default: (event) => {
    event.locals.actor = system;
    return submit(event, acceptForm, async (work, accept) => {
      await acceptInvitation(work, event.params.key, accept, event.locals.locale);
      return "/sign-in?did=account_made";
    });
  },
};
