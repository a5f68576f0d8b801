import { canState } from "#modules/aid-projects/aid-project.commands.server.ts";
import { stateProject } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { statementForm } from "#modules/aid-projects/aid-project.forms.ts";
import { findAidProject } from "#modules/aid-projects/aid-project.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const project = found(await findAidProject(work, event.params.projectId));
    requirePermission(canState(work.actor, project));
    return { project: { id: project.id, title: project.title }, today: today() };
  });

export const actions: Actions = onSubmit(statementForm, async (work, statement, { params }) => {
  await stateProject(work, params.projectId, statement);
  return `/aid-projects/${params.projectId}?did=stated`;
});
