import { joinUnit } from "#modules/units/unit-network.commands.server.ts";
import { joinForm } from "#modules/units/unit.forms.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { findUnit, offerUnits } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { wishFor } from "#platform/offer.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canOrganise(work.actor));
    const unit = found(await findUnit(work, event.params.unitId));
    const scope = { without: unit.id, missions: true };
    return { unit, today: today(), units: await offerUnits(work, wishFor(event.locals, "in_unit_id"), scope) };
  });

export const actions: Actions = onSubmit(joinForm, async (work, input, { params }) => {
  await joinUnit(work, params.unitId, input);
  return `/units/${params.unitId}?did=saved`;
});
