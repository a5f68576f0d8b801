import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { aidProjectList } from "#modules/aid-projects/aid-project.queries.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, aidProjectList);

export const POST: RequestHandler = (event) =>
  answerWrite(event, aidProjectForm, async (work, project) => ({ id: await registerAidProject(work, project) }));
