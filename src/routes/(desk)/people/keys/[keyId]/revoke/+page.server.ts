import { canRevokeKey } from "#modules/access/access.policy.ts";
import { revokeToken } from "#modules/access/key.commands.server.ts";
import { revokeKeyForm } from "#modules/access/key.forms.ts";
import { findKeyToRevoke } from "#modules/access/key.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const one = found(await findKeyToRevoke(work, event.params.keyId));
    requirePermission(canRevokeKey(work.actor, one));
    return { name: one.name, owner: one.owner_name };
  });

export const actions: Actions = onSubmit(revokeKeyForm, async (work, _nothing, { params }) => {
  await revokeToken(work, params.keyId);
  return "/people/keys?did=token_revoked";
});
