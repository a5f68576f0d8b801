import { canChangeAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { findAidProject } from "#modules/aid-projects/aid-project.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";

/** The project, where the actor may write it. */
export async function openProject(work: Work, projectId: string) {
  const project = found(await findAidProject(work, projectId));
  requirePermission(canChangeAid(work.actor, project));
  return shown(project);
}
