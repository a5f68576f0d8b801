import { invitePerson } from "#modules/access/access.commands.server.ts";
import { inviteForm } from "#modules/access/access.forms.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadPeopleChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPeopleChoices(event);

export const actions: Actions = onSubmit(inviteForm, async (work, invitation, event) => {
  await invitePerson(work, invitation, event.url.origin);
  return "/people?did=invited";
});
