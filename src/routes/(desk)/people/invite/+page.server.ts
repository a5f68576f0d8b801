import { invite, invitePerson } from "#modules/access/access.commands.server.ts";
import { inviteForm } from "#modules/access/access.forms.ts";
import { offeredLanguages } from "#platform/home.ts";
import { sendsLetters } from "#platform/mail-transport.server.ts";
import { showMade, submit } from "#platform/http.server.ts";
import { loadPeopleChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({
  ...(await loadPeopleChoices(event)),
  hasServer: sendsLetters(),
  languages: offeredLanguages(),
});

export const actions: Actions = {
  default: (event) => {
    const { origin } = event.url;
    if (!sendsLetters())
      return showMade(event, inviteForm, (work, invitation) => invite(work, invitation, origin), "rule_link_shown");
    return submit(event, inviteForm, async (work, invitation) => {
      const id = await invitePerson(work, invitation, origin);
      return `/people?did=invited&invitation=${id}`;
    });
  },
};
