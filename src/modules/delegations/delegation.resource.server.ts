import { laidOver, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { draftDelegation, editDelegation } from "./delegation.commands.server.ts";
import { draftForm, editForm, patchForm } from "./delegation.forms.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import {
  countDelegations,
  countDelegationsByYear,
  delegationList,
  findDelegation,
} from "./delegation.queries.server.ts";
import type { DelegationStatus } from "./delegation.model.ts";
import { canCommit } from "./delegation.policy.ts";
import { listUsualReaders, hasDecider } from "./delegation-sight.queries.server.ts";
import { STEP_ACTS } from "./delegation.steps.server.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
const AWAITS_DECISION: readonly DelegationStatus[] = ["proposed", "opinions"];

export const delegations = resource({
  says: { list: "Delegations, newest first", one: "One delegation with its parts" },
  list: delegationList,
  find: findDelegation,
  parts: listParts,
  add: { says: "Draft a delegation", form: draftForm, take: draftDelegation },
  edit: act(patchForm, laidOver(findDelegation, editForm, editDelegation), {
    says: "Edit a delegation (If-Match: version)",
  }),
  steps: STEP_ACTS,
  // The interface had these two before it had every step.
  below: {
    proposal: { ...STEP_ACTS.propose, says: "Propose" },
    approval: { ...STEP_ACTS.approve, says: "Approve" },
  },
  sharing: {
    mayChange: (actor, record) => canCommit(actor, record as unknown as Delegation),
    usual: (work, record) => listUsualReaders(work, (record as unknown as Delegation).approving_path),
    lacks: async (work, record, rights) => {
      const { approving_path, status } = record as unknown as Delegation;
      const isWaiting = AWAITS_DECISION.includes(status);
      if ((status !== "draft" && !isWaiting) || (await hasDecider(work, approving_path, rights))) return undefined;
      return { code: "rule_no_decider_named", isWaiting };
    },
  },
  counts: async (work, country) => ({
    delegations_out: await countDelegations(work, { country, direction: "outgoing" }),
    delegations_in: await countDelegations(work, { country, direction: "incoming" }),
  }),
  years: { name: "delegations", list: countDelegationsByYear },
});
