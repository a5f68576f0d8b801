import { canKeepAid, registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { listProjectChoices } from "../project-choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepAid(work.actor));
    return { choices: await listProjectChoices(work) };
  });

export const actions: Actions = onSubmit(
  aidProjectForm,
  async (work, project) => `/aid-projects/${await registerAidProject(work, project)}?did=aid_registered`,
);
