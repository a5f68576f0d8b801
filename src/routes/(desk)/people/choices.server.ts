import { canInvite } from "#modules/access/access.policy.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read } from "#platform/http.server.ts";
import { choices } from "#platform/names.ts";
import { today } from "#platform/time.ts";

export function loadPeopleChoices(event: { locals: App.Locals }) {
  return read(event, async (work) => {
    requirePermission(canInvite(work.actor, work.actor.unitPath ?? ""));
    return {
      today: today(),
      units: choices(await listUnitChoices(work, work.actor.unitPath), (one) => one.id),
    };
  });
}
