import type { DecisionAct, StepName } from "#modules/delegations/delegation.model.ts";
import { canTake, isDecision } from "#modules/delegations/delegation.policy.ts";
import { listDeciders } from "#modules/delegations/delegation-approver.queries.server.ts";
import { signatureOf } from "#modules/delegations/delegation-decision.commands.server.ts";
import { signedBy } from "#modules/delegations/delegation-decision.model.ts";
import { markOf, readFile } from "#modules/delegations/delegation-version.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

type Params = { delegationId: string; step: StepName | DecisionAct };

export const { load, actions } = stepPages({
  kind: "delegation",
  acts: DELEGATION_ACTS,
  find: findDelegation,
  mayTake: canTake,
  show: async (work, delegation, step) => {
    const { id, title, report_due_working_days, unit_name, unit_name_in } = delegation;
    const parts = await listParts(work, id);
    const approval = parts.decisions.findLast((one) => one.step === "approve");
    return {
      delegation: { title, report_due_working_days, unit_name, unit_name_in },
      members: step === "depart" ? parts.members : [],
      signed: isDecision(step) ? await saidOfSignature(work, delegation) : undefined,
      by: step === "propose" ? await listDeciders(work, delegation.approving_path) : [],
      approval: approval && { number: approval.number, decided_on: approval.decided_on },
      seen: markOf(await readFile(work, delegation, parts)),
    };
  },
})(({ delegationId, step }: Params) => ({ id: delegationId, step }));

/** In whose name one signs here, if not in the own. */
async function saidOfSignature(work: Work, delegation: Parameters<typeof signatureOf>[1]) {
  const signature = await signatureOf(work, delegation);
  return signature.signed_as ? signedBy(signature) : undefined;
}
