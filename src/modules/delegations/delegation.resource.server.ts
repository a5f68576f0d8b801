import { editing, resource } from "#platform/resource.ts";
import { draftDelegation, editDelegation } from "./delegation.commands.server.ts";
import { draftForm, editForm } from "./delegation.forms.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import {
  countDelegations,
  countDelegationsByYear,
  delegationList,
  findDelegation,
} from "./delegation.queries.server.ts";
import { STEP_ACTS } from "./delegation.steps.server.ts";

export const delegations = resource({
  says: { list: "Delegations, newest first", one: "One delegation with its parts" },
  list: delegationList,
  find: findDelegation,
  parts: listParts,
  add: { says: "Draft a delegation", form: draftForm, take: draftDelegation },
  edit: editing(findDelegation, editForm, editDelegation, "Edit a delegation: only what is sent changes, null empties"),
  steps: STEP_ACTS,
  // The interface had these two before it had every step.
  below: {
    proposal: { ...STEP_ACTS.propose, says: "Propose" },
    approval: { ...STEP_ACTS.approve, says: "Approve" },
  },
  counts: async (work, country) => ({
    delegations_out: await countDelegations(work, { country, direction: "outgoing" }),
    delegations_in: await countDelegations(work, { country, direction: "incoming" }),
  }),
  years: { name: "delegations", list: countDelegationsByYear },
});
