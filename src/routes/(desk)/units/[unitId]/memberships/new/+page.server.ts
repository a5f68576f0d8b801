import { joinUnit } from "#modules/units/unit-network.commands.server.ts";
import { joinForm } from "#modules/units/unit.forms.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { findUnit, listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { choices } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canOrganise(work.actor));
    const unit = found(await findUnit(work, event.params.unitId));
    const others = (await listUnitChoices(work)).filter((one) => one.id !== unit.id);
    return { unit, today: today(), units: choices(others, (one) => one.id) };
  });

export const actions: Actions = onSubmit(joinForm, async (work, input, { params }) => {
  await joinUnit(work, params.unitId, input);
  return `/units/${params.unitId}?did=saved`;
});
