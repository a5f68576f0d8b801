import { plantPack } from "#modules/identity/set-up.commands.server.ts";
import { confirmedForm } from "#modules/identity/set-up.forms.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { findSetUp } from "../../set-up.server.ts";
import { after } from "../../set-up.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const pack = found((await findSetUp(work)).packs.find((one) => one.pack === event.params.pack));
    return { files: pack.files.filter((one) => one.isTree) };
  });

export const actions: Actions = onSubmit(confirmedForm, async (work, _input, { params }: RequestEvent) => {
  await plantPack(work, params.pack);
  return `${after("units")}?did=units_founded`;
});
