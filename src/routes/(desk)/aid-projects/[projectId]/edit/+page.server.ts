import { editAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { editAidForm } from "#modules/aid-projects/aid-project.forms.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { listProjectChoices } from "../../project-choices.server.ts";
import { openProject } from "../project.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const project = await openProject(work, event.params.projectId);
    return { project, choices: await listProjectChoices(work) };
  });

export const actions: Actions = onSubmit(editAidForm, async (work, edit, { params }) => {
  await editAidProject(work, params.projectId, edit);
  return `/aid-projects/${params.projectId}?did=saved`;
});
