import { closePartner } from "#modules/partners/partner.commands.server.ts";
import { closeForm } from "#modules/partners/partner.forms.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadPartner } from "../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "edit");

export const actions: Actions = onSubmit(closeForm, async (work, close, { params }) => {
  await closePartner(work, params.partnerId, close);
  return `/partners/${params.partnerId}?did=partner_closed`;
});
