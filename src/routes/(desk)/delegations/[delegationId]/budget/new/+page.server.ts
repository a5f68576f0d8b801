import { addBudgetLine } from "#modules/delegations/delegation-parts.commands.server.ts";
import { budgetForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPart } from "../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPart(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, budgetForm, async (work, part) => {
      await addBudgetLine(work, event.params.delegationId, part);
      return `/delegations/${event.params.delegationId}?did=part_added#budget`;
    }),
};
