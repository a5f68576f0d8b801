import { endSetUp } from "#modules/identity/set-up.commands.server.ts";
import { confirmedForm } from "#modules/identity/set-up.forms.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { findSetUp } from "../set-up.server.ts";
import { SET_UP } from "../set-up.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { done } = await findSetUp(work);
    return { open: SET_UP.filter((step) => !done[step]) };
  });

export const actions: Actions = onSubmit(confirmedForm, async (work) => {
  await endSetUp(work);
  return "/?did=set_up_ended";
});
