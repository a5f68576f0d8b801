import { sayLogo } from "#modules/identity/identity.commands.server.ts";
import { logoForm } from "#modules/identity/identity.forms.ts";
import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { logoAddress } from "#platform/union-shown.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const { version } = await findIdentity(work);
    return { said: { version }, logo: logoAddress() };
  });

export const actions: Actions = onSubmit(logoForm, async (work, input) => {
  await sayLogo(work, input);
  return "/identity?did=saved";
});
