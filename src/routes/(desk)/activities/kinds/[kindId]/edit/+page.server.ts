import { changeKindForm } from "#modules/activities/activity.forms.ts";
import { canKeepKinds } from "#modules/activities/activity.policy.ts";
import { changeOwnKind } from "#modules/activities/own-kind.commands.server.ts";
import { findOwnKind } from "#modules/activities/own-kind.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepKinds(work.actor));
    return { kind: found(await findOwnKind(work, event.params.kindId)) };
  });

export const actions: Actions = onSubmit(changeKindForm, async (work, kind, { params }) => {
  await changeOwnKind(work, params.kindId, kind);
  return "/activities/kinds?did=saved";
});
