import { restateProject } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { statementForm } from "#modules/aid-projects/aid-project.forms.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { findOwn } from "../own.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => read(event, (work) => findOwn(work, event.params, [null, "return"]));

export const actions: Actions = onSubmit(statementForm, async (work, said, { params }) => {
  await restateProject(work, params, said);
  return `/aid-projects/${params.projectId}?did=stated`;
});
