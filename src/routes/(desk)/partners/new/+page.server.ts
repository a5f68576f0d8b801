import { findOwnCountry } from "#modules/countries/country.queries.server.ts";
import { registerAsked } from "#modules/partners/partner-asked.commands.server.ts";
import { registerAskedForm } from "#modules/partners/partner.forms.ts";
import { canRegister } from "#modules/partners/partner.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canRegister(work.actor));
    return {
      countries: await listCountryChoices(work),
      country: event.url.searchParams.get("country") ?? (await findOwnCountry(work)),
    };
  });

export const actions: Actions = onSubmit(
  registerAskedForm,
  async (work, partner) => `/partners/${await registerAsked(work, partner)}?did=partner_registered`,
);
