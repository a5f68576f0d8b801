import { canInvite } from "#modules/access/access.policy.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read } from "#platform/http.server.ts";
import { wishFor } from "#platform/offer.ts";
import { today } from "#platform/time.ts";

export function loadPeopleChoices(event: { locals: App.Locals }) {
  return read(event, async (work) => {
    requirePermission(canInvite(work.actor, work.actor.unitPath ?? ""));
    return {
      today: today(),
      units: await offerUnits(work, wishFor(event.locals, "unit_id"), { below: work.actor.unitPath, missions: true }),
    };
  });
}
