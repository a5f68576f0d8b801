import { endSignatureForm } from "#modules/access/access.forms.ts";
import { canEndSignature } from "#modules/access/access.policy.ts";
import { endSignature } from "#modules/access/signature.commands.server.ts";
import { findSignature } from "#modules/access/signature.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const one = found(await findSignature(work, event.params.signatureId));
    requirePermission(canEndSignature(work.actor, one));
    return { from: one.from_name, to: one.to_name };
  });

export const actions: Actions = onSubmit(endSignatureForm, async (work, _nothing, { params }) => {
  await endSignature(work, params.signatureId);
  return "/me/signatures?did=signature_ended";
});
