import { signatureForm } from "#modules/access/access.forms.ts";
import { delegateSignature } from "#modules/access/signature.commands.server.ts";
import { onSubmit } from "#platform/http.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = () => ({ today: today(), until: addDays(today(), 7) });

export const actions: Actions = onSubmit(signatureForm, async (work, period) => {
  await delegateSignature(work, period);
  return "/me/signatures?did=signature_delegated";
});
