import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { askHost } from "#modules/delegations/delegation-hosting.commands.server.ts";
import { hostingForm } from "#modules/delegations/delegation-hosting.forms.ts";
import { canAskHosts } from "#modules/delegations/delegation-hosting.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { wishFor } from "#platform/offer.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const visit = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canAskHosts(work.actor, visit));
    return {
      delegation: { id: visit.id, title: visit.title },
      begun: { from_on: visit.departs_on, until_on: visit.returns_on, due_on: await proposedDue(work) },
      units: await offerUnits(work, wishFor(event.locals, "unit_id")),
    };
  });

/** Three days of work from today; nothing where the days off of that year are not known yet: then the asker says the day. */
async function proposedDue(work: Work): Promise<string | undefined> {
  try {
    return (await findDue(work, { start: today(), length: 3, unit: "working", pauses: [] })).due;
  } catch (cause) {
    if (cause instanceof RuleError) return undefined;
    throw cause;
  }
}

export const actions: Actions = onSubmit(hostingForm, async (work, asked, { params }) => {
  await askHost(work, params.delegationId, asked);
  return `/delegations/${params.delegationId}?did=hosting_asked#hostings`;
});
