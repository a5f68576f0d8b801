import { canKeepBodies } from "#modules/access/access.policy.ts";
import { changeBody } from "#modules/access/body.commands.server.ts";
import { changeBodyForm } from "#modules/access/body.forms.ts";
import { findBody } from "#modules/access/body.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepBodies(work.actor));
    const { speakers: _speakers, ...body } = found(await findBody(work, event.params.bodyId));
    return { body };
  });

export const actions: Actions = onSubmit(changeBodyForm, async (work, body, { params }) => {
  await changeBody(work, params.bodyId, body);
  return "/people/bodies?did=saved";
});
