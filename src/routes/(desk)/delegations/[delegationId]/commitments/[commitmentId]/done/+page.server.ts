import { finishCommitment } from "#modules/delegations/delegation-parts.commands.server.ts";
import { doneForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadCommitment } from "../../../commitment.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadCommitment(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, doneForm, async (work, done) => {
      await finishCommitment(work, event.params.delegationId, { ...done, id: event.params.commitmentId });
      return `/delegations/${event.params.delegationId}?did=commitment_done`;
    }),
};
