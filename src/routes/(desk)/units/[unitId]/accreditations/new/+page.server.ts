import { accredit } from "#modules/units/unit-network.commands.server.ts";
import { accreditForm } from "#modules/units/unit.forms.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canOrganise(work.actor));
    const unit = found(await findUnit(work, event.params.unitId));
    return { unit, today: today(), countries: await listCountryChoices(work) };
  });

export const actions: Actions = onSubmit(accreditForm, async (work, input, { params }) => {
  await accredit(work, params.unitId, input);
  return `/units/${params.unitId}?did=saved`;
});
