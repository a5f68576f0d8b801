import { canChangeAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { settleStatement } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { settleForm } from "#modules/aid-projects/aid-project.forms.ts";
import { findAidProject, findStatement } from "#modules/aid-projects/aid-project.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const project = found(await findAidProject(work, event.params.projectId));
    requirePermission(canChangeAid(work.actor, project));
    return {
      project: { id: project.id, title: project.title },
      statement: found(await findStatement(work, event.params)),
    };
  });

export const actions: Actions = onSubmit(settleForm, async (work, settled, { params }) => {
  await settleStatement(work, params, settled);
  return `/aid-projects/${params.projectId}?did=settled`;
});
