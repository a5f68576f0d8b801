import { canTake, signsFor } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { STEP_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { step } = event.params;
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canTake(work.actor, step, delegation));
    const { id, title, report_due_working_days } = delegation;
    const { fields, isDanger = false, file } = STEP_ACTS[step];
    return {
      delegation: { id, title, report_due_working_days, unit: delegation[`unit_name_${event.locals.locale}`] },
      step,
      looks: { fields, isDanger, hasFile: file !== undefined },
      members: fields === "depart" ? (await listParts(work, id)).members : [],
      signsFor: signsFor(work.actor, delegation)?.name,
      today: today(),
    };
  });

export const actions: Actions = {
  default: (event) => {
    const { delegationId, step } = event.params;
    const { form, take } = STEP_ACTS[step];
    return submit(event, form, async (work, input) => {
      await take(work, delegationId, input);
      return `/delegations/${delegationId}?did=delegation_${step}`;
    });
  },
};
