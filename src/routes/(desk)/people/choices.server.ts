import { canInvite } from "#modules/access/access.policy.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";

export function loadPeopleChoices(event: { locals: App.Locals }) {
  return read(event, async (work) => {
    requirePermission(canInvite(work.actor, work.actor.unitPath ?? ""));
    const name = event.locals.locale === "vi" ? "name_vi" : "name_en";
    return {
      today: today(),
      units: (await listUnitChoices(work, work.actor.unitPath)).map((one) => ({ value: one.id, label: one[name] })),
    };
  });
}
