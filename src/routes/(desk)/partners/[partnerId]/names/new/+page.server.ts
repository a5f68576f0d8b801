import { addName } from "#modules/partners/partner.commands.server.ts";
import { nameForm } from "#modules/partners/partner.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPartner } from "../../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "edit");

export const actions: Actions = {
  default: (event) =>
    submit(event, nameForm, async (work, part) => {
      await addName(work, event.params.partnerId, part);
      return `/partners/${event.params.partnerId}?did=part_added#names`;
    }),
};
