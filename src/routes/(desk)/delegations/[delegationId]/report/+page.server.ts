import { submitReport } from "#modules/delegations/delegation.commands.server.ts";
import { reportForm } from "#modules/delegations/delegation.forms.ts";
import { canTake } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canTake(work.actor, "report", delegation));
    return { delegation };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, reportForm, async (work, report) => {
      await submitReport(work, event.params.delegationId, report);
      return `/delegations/${event.params.delegationId}?did=delegation_report`;
    }),
};
