import { invitePerson } from "#modules/access/access.commands.server.ts";
import { inviteForm } from "#modules/access/access.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPeopleChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPeopleChoices(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, inviteForm, async (work, invitation) => {
      await invitePerson(work, invitation, event.url.origin);
      return "/people?did=invited";
    }),
};
