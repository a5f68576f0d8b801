import { canOrganise } from "#modules/units/unit.policy.ts";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";

export function loadUnit(event: { locals: App.Locals; params: { unitId: string } }) {
  return read(event, async (work) => {
    requirePermission(canOrganise(work.actor));
    return { unit: found(await findUnit(work, event.params.unitId)), today: today() };
  });
}
