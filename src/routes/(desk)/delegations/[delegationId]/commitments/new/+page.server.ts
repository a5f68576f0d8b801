import { addCommitment } from "#modules/delegations/delegation-parts.commands.server.ts";
import { commitmentForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadCommitment } from "../../commitment.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadCommitment(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, commitmentForm, async (work, part) => {
      await addCommitment(work, event.params.delegationId, part);
      return `/delegations/${event.params.delegationId}?did=commitment_added#commitments`;
    }),
};
