import { acceptInvitation } from "#modules/access/access.commands.server.ts";
import { hashKey } from "#modules/access/key.commands.server.ts";
import { acceptForm } from "#modules/access/access.forms.ts";
import { findInvitation } from "#modules/access/access.queries.server.ts";
import { system } from "#platform/actor.ts";
import { requireRow } from "#platform/errors.ts";
import { load as read, submit } from "#platform/http.server.ts";
import { doorOf } from "../../sign-in/door.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  event.locals.actor = system;
  return read(event, async (work) => {
    const { name, email } = requireRow(await findInvitation(work, hashKey(event.params.key)), "rule_invitation_over");
    return { name, email, door: await doorOf(event) };
  });
};

export const actions: Actions = {
  default: (event) => {
    event.locals.actor = system;
    return submit(event, acceptForm, async (work, accept) => {
      await acceptInvitation(work, event.params.key, accept);
      return "/sign-in?did=account_made";
    });
  },
};
