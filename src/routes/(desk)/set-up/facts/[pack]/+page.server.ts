import { bringPack } from "#modules/identity/set-up.commands.server.ts";
import { confirmedForm } from "#modules/identity/set-up.forms.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { findSetUp } from "../../set-up.server.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    return { pack: found((await findSetUp(work)).packs.find((one) => one.pack === event.params.pack)) };
  });

export const actions: Actions = onSubmit(confirmedForm, async (work, _input, { params }: RequestEvent) => {
  await bringPack(work, params.pack);
  return "/set-up/facts?did=fact_pack_brought";
});
