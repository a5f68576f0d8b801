import { removeContactPoint } from "#modules/partners/partner-part.commands.server.ts";
import { removeForm } from "#modules/partners/partner.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPartner } from "../../../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "edit");

export const actions: Actions = {
  default: (event) =>
    submit(event, removeForm, async (work) => {
      await removeContactPoint(work, event.params.partnerId, event.params.contactId);
      return `/partners/${event.params.partnerId}?did=part_removed`;
    }),
};
