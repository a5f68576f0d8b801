import { appointPerson } from "#modules/access/access.commands.server.ts";
import { appointForm } from "#modules/access/access.forms.ts";
import { onSubmit } from "#platform/http.server.ts";
import { loadPeopleChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPeopleChoices(event);

export const actions: Actions = onSubmit(appointForm, async (work, appointment) => {
  await appointPerson(work, appointment);
  return "/people?did=appointed";
});
