import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { doneForm } from "#modules/delegations/delegation.forms.ts";
import { canFinish } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { finishCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { findCommitment } from "#modules/delegations/delegation-request.queries.server.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const commitment = found(await findCommitment(work, event.params.commitmentId));
    return {
      commitment,
      visit: await findDelegation(work, commitment.subject_id),
      countryNames: await listCountryNames(work, commitment.summary.countries ?? [], event.locals.locale),
      isLate: !commitment.settled_on && (commitment.due_on ?? "") < today(),
      mayFinish: canFinish(work.actor, commitment) && !commitment.settled_on,
    };
  });

export const actions: Actions = onSubmit(doneForm, async (work, done, { params }) => {
  const { commitmentId } = params;
  const visit = await findDelegation(work, await finishCommitment(work, commitmentId, done));
  return `/delegations/${visit ? visit.id : `commitments/${commitmentId}`}?did=commitment_done`;
});
