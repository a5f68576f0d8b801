import { isRedirect } from "@sveltejs/kit";
import { invite } from "#modules/access/access.commands.server.ts";
import { inviteForm } from "#modules/access/access.forms.ts";
import { config } from "#platform/config.ts";
import { submit } from "#platform/http.server.ts";
import { loadPeopleChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({
  ...(await loadPeopleChoices(event)),
  hasServer: config.smtpUrl !== undefined,
});

export const actions: Actions = {
  default: async (event) => {
    let link: string | undefined;
    try {
      return await submit(event, inviteForm, async (work, invitation) => {
        link = (await invite(work, invitation, event.url.origin)).link;
        return `/people?did=${config.smtpUrl ? "invited" : "invited_by_hand"}`;
      });
    } catch (done) {
      // No letter takes it there: shown once on this answer, so there is no redirect.
      if (isRedirect(done) && link !== undefined && !config.smtpUrl) return { link };
      throw done;
    }
  },
};
