import { foundUnit } from "#modules/units/unit.commands.server.ts";
import { unitForm } from "#modules/units/unit.forms.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import { choices } from "#platform/names.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canOrganise(work.actor));
    const units = (await listUnitChoices(work)).filter((one) => one.kind !== "mission");
    return {
      countries: await listCountryChoices(work),
      parents: choices(units, (one) => one.id),
    };
  });

export const actions: Actions = onSubmit(
  unitForm,
  async (work, unit) => `/units/${await foundUnit(work, unit)}?did=unit_founded`,
);
