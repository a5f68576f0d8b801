import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { plantPack } from "#modules/identity/set-up.commands.server.ts";
import { confirmedForm } from "#modules/identity/set-up.forms.ts";
import { listFactPacks } from "#modules/reference/reference-pack.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { after } from "../../set-up.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const pack = found((await listFactPacks(work)).find((one) => one.pack === event.params.pack));
    return { files: pack.files.filter((one) => one.isTree) };
  });

export const actions: Actions = onSubmit(confirmedForm, async (work, _input, { params }: RequestEvent) => {
  await plantPack(work, params.pack);
  return `${after("units")}?did=units_founded`;
});
