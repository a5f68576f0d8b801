import { canKeepBodies } from "#modules/access/access.policy.ts";
import { addBody } from "#modules/access/body.commands.server.ts";
import { bodyForm } from "#modules/access/body.forms.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepBodies(work.actor));
  });

export const actions: Actions = onSubmit(bodyForm, async (work, body) => {
  await addBody(work, body);
  return "/people/bodies?did=saved";
});
