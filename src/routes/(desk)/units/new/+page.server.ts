import { foundUnit } from "#modules/units/unit.commands.server.ts";
import { unitForm } from "#modules/units/unit.forms.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import { wishFor } from "#platform/offer.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canOrganise(work.actor));
    return {
      countries: await listCountryChoices(work),
      parents: await offerUnits(work, wishFor(event.locals, "parent_id")),
    };
  });

export const actions: Actions = onSubmit(
  unitForm,
  async (work, unit) => `/units/${await foundUnit(work, unit)}?did=unit_founded`,
);
