import { endAccreditation } from "#modules/units/unit-network.commands.server.ts";
import { endForm } from "#modules/units/unit.forms.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { findUnit, listUnitParts } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { addDays, today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canOrganise(work.actor));
    const unit = found(await findUnit(work, event.params.unitId));
    const { accreditations } = await listUnitParts(work, unit.id);
    const part = found(accreditations.find((one) => one.id === event.params.accreditationId));
    return { unitId: unit.id, name: nameOf(part), last_on: part.until_on ? addDays(part.until_on, -1) : today() };
  });

export const actions: Actions = onSubmit(endForm, async (work, input, { params }) => {
  await endAccreditation(work, params.unitId, { ...input, id: params.accreditationId });
  return `/units/${params.unitId}?did=saved`;
});
