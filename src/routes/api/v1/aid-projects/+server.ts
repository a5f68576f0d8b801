import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { listAidProjects } from "#modules/aid-projects/aid-project.queries.server.ts";
import { answer, answerWrite, listOf } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, (work) => listOf(event.url, ["country", "q"], (filter) => listAidProjects(work, filter)));

export const POST: RequestHandler = (event) =>
  answerWrite(event, aidProjectForm, async (work, project) => ({ id: await registerAidProject(work, project) }));
