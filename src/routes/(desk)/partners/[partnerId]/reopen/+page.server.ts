import { z } from "zod";
import { reopenPartner } from "#modules/partners/partner.commands.server.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadPartner } from "../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "reopen");

export const actions: Actions = onSubmit(z.object({}), async (work, _nothing, { params }) => {
  await reopenPartner(work, params.partnerId);
  return `/partners/${params.partnerId}?did=partner_reopened`;
});
