import { addRelation } from "#modules/partners/partner.commands.server.ts";
import { relationForm } from "#modules/partners/partner.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPartner } from "../../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "edit");

export const actions: Actions = {
  default: (event) =>
    submit(event, relationForm, async (work, part) => {
      await addRelation(work, event.params.partnerId, part);
      return `/partners/${event.params.partnerId}?did=part_added#relations`;
    }),
};
