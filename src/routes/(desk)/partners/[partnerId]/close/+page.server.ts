import { closePartner } from "#modules/partners/partner.commands.server.ts";
import { closeForm } from "#modules/partners/partner.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPartner } from "../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "edit");

export const actions: Actions = {
  default: (event) =>
    submit(event, closeForm, async (work, close) => {
      await closePartner(work, event.params.partnerId, close);
      return `/partners/${event.params.partnerId}?did=partner_closed`;
    }),
};
