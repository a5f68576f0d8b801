import { numberPaper } from "#modules/delegations/delegation-numbered-paper.commands.server.ts";
import { NUMBERED, isNumbered } from "#modules/delegations/delegation-paper.model.ts";
import { canNumberPaper } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { numberPaperForm } from "#modules/registers/register.forms.ts";
import { proposeNumber } from "#modules/registers/register-number.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { delegationId, paper: asked } = event.params;
    const delegation = found(await findDelegation(work, delegationId));
    const paper = found(isNumbered(asked) ? asked : undefined);
    requirePermission(canNumberPaper(work.actor, delegation, paper));
    const { kind, by } = NUMBERED[paper];
    const path = by === "unit" ? delegation.unit_path : delegation.approving_path;
    const { id, title } = delegation;
    return { delegation: { id, title }, paper, today: today(), next: await proposeNumber(work, path, kind, today()) };
  });

export const actions: Actions = onSubmit(numberPaperForm, async (work, said, { params }) => {
  const paper = found(isNumbered(params.paper) ? params.paper : undefined);
  await numberPaper(work, params.delegationId, paper, said);
  return `/delegations/${params.delegationId}?did=paper_numbered`;
});
