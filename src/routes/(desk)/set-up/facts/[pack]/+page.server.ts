import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { bringPack } from "#modules/identity/set-up.commands.server.ts";
import { confirmedForm } from "#modules/identity/set-up.forms.ts";
import { listFactPacks } from "#modules/reference/reference-pack.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { home } from "#platform/home.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { packsOf } from "../../set-up.server.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    return { pack: found(packsOf(await listFactPacks(work), home()).find((one) => one.pack === event.params.pack)) };
  });

export const actions: Actions = onSubmit(confirmedForm, async (work, _input, { params }: RequestEvent) => {
  await bringPack(work, params.pack);
  return "/set-up/facts?did=fact_pack_brought";
});
