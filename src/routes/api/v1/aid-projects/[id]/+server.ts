import { editAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { editAidForm, patchAidForm } from "#modules/aid-projects/aid-project.forms.ts";
import { findAidProject, listAmounts } from "#modules/aid-projects/aid-project.queries.server.ts";
import { answer, answerWrite, found, merged } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const project = found(await findAidProject(work, event.params.id));
    return shown({ ...project, amounts: await listAmounts(work, project.id) });
  });

export const PATCH: RequestHandler = (event) =>
  answerWrite(event, patchAidForm, async (work, patch) => {
    const project = found(await findAidProject(work, event.params.id));
    await editAidProject(work, project.id, merged(editAidForm, project, patch));
    return { id: project.id };
  });
