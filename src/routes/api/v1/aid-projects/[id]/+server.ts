import { findAidProject, listAmounts } from "#modules/aid-projects/aid-project.queries.server.ts";
import { answer, found } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const project = found(await findAidProject(work, event.params.id));
    return { ...project, amounts: await listAmounts(work, project.id) };
  });
