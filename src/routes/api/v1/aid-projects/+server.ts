import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { listAidProjects, sumAidProjects } from "#modules/aid-projects/aid-project.queries.server.ts";
import { answer, answerWrite, listOf } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, (work) =>
    listOf(
      event.url,
      ["country", "year", "q"],
      (filter) => listAidProjects(work, filter),
      async (filter) => (await sumAidProjects(work, filter)).projects,
    ),
  );

export const POST: RequestHandler = (event) =>
  answerWrite(event, aidProjectForm, async (work, project) => ({ id: await registerAidProject(work, project) }));
