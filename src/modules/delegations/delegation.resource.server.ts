import { laidOver, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { draftDelegation, editDelegation } from "./delegation.commands.server.ts";
import { draftForm, editForm, patchForm } from "./delegation.forms.ts";
import { listEverything } from "./delegation-everything.queries.server.ts";
import {
  countDelegationsByYear,
  countVisitsWith,
  delegationList,
  findDelegation,
} from "./delegation.queries.server.ts";
import { DELEGATION_ACTS, STEP_ACTS } from "./delegation.steps.server.ts";

export const delegations = resource({
  says: { list: "Delegations, newest first", one: "One delegation with its parts" },
  list: delegationList,
  find: findDelegation,
  parts: listEverything,
  add: { says: "Draft a delegation", form: draftForm, take: draftDelegation },
  edit: act(patchForm, laidOver(findDelegation, editForm, editDelegation), {
    says: "Edit a delegation (If-Match: version)",
  }),
  steps: DELEGATION_ACTS,
  // The interface had these two before it had every step.
  below: {
    proposal: { ...STEP_ACTS.propose, says: "Propose" },
    approval: { ...STEP_ACTS.approve, says: "Approve" },
  },
  counts: async (work, country) => ({
    delegations_out: await countVisitsWith(work, country, "outgoing"),
    delegations_in: await countVisitsWith(work, country, "incoming"),
  }),
  years: { name: "delegations", list: countDelegationsByYear },
});
