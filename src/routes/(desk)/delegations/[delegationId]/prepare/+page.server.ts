import { startPreparing } from "#modules/delegations/delegation.commands.server.ts";
import { plainForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadStep } from "../step.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadStep(event, "prepare");

export const actions: Actions = {
  default: (event) =>
    submit(event, plainForm, async (work) => {
      await startPreparing(work, event.params.delegationId);
      return `/delegations/${event.params.delegationId}?did=delegation_prepare`;
    }),
};
