import { sayIdentity } from "#modules/identity/identity.commands.server.ts";
import { identityForm } from "#modules/identity/identity.forms.ts";
import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { sortedChoices } from "#platform/names.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const { id: _, ...said } = await findIdentity(work);
    return {
      said,
      // The home country is one of all.
      countries: sortedChoices(await listCountries(work), (one) => one.iso2),
      // A zone has several names; the one that was chosen stays among them.
      zones: [...new Set([said.zone, "UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted(),
    };
  });

export const actions: Actions = onSubmit(identityForm, async (work, input) => {
  await sayIdentity(work, input);
  return "/identity?did=saved";
});
