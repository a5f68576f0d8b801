import { offerPartners } from "#modules/partners/partner.queries.server.ts";
import { listNamedCountryChoices } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { wishFor } from "#platform/offer.ts";

type Begun = { countries?: string[]; partner_id?: string | null };

/** What the forms of a visit offer, named in the reader's language. */
export async function listFactChoices(work: Work, locals: App.Locals, begun: Begun = {}) {
  return {
    countries: await listNamedCountryChoices(work),
    partners: await offerPartners(work, wishFor(locals, "partner_id", begun.partner_id), {
      countries: begun.countries ?? [],
    }),
  };
}
