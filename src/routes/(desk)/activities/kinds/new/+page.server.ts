import { ownKindForm } from "#modules/activities/activity.forms.ts";
import { canKeepKinds } from "#modules/activities/activity.policy.ts";
import { addOwnKind } from "#modules/activities/own-kind.commands.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepKinds(work.actor));
  });

export const actions: Actions = onSubmit(ownKindForm, async (work, kind) => {
  await addOwnKind(work, kind);
  return "/activities/kinds?did=saved";
});
