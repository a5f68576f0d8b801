import { z } from "zod";
import { reopenPartner } from "#modules/partners/partner.commands.server.ts";
import { submit } from "#platform/http.server.ts";
import { loadPartner } from "../partner.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPartner(event, "reopen");

export const actions: Actions = {
  default: (event) =>
    submit(event, z.object({}), async (work) => {
      await reopenPartner(work, event.params.partnerId);
      return `/partners/${event.params.partnerId}?did=partner_reopened`;
    }),
};
