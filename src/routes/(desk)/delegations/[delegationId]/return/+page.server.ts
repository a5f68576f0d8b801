import { returnDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { reasonForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadStep } from "../step.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadStep(event, "return");

export const actions: Actions = {
  default: (event) =>
    submit(event, reasonForm, async (work, reason) => {
      await returnDelegation(work, event.params.delegationId, reason);
      return `/delegations/${event.params.delegationId}?did=delegation_return`;
    }),
};
